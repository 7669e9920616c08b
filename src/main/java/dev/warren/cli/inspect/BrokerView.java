package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Listing;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;

/** Tells what there is on the broker. */
interface BrokerView {

    QueueList queues() throws CommandException;

    QueueDetails queue(String name) throws CommandException;

    Listing<Exchange> exchanges() throws CommandException;

    Listing<Binding> bindings() throws CommandException;

    Listing<Consumer> consumers() throws CommandException;

    Listing<Connection> connections() throws CommandException;

    Listing<Node> nodes() throws CommandException;
}
