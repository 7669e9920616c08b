package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Inspector;
import dev.warren.inspect.Listing;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementException;
import dev.warren.inspect.ManagementException.Kind;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;

/** What RabbitMQ's management API tells. */
final class ManagementView implements BrokerView {

    private final Inspector inspector;

    /** Something that the management API is asked. */
    private interface Question<T> {
        T of(Inspector inspector) throws ManagementException;
    }

    ManagementView(ManagementApi api) {
        this.inspector = new Inspector(api);
    }

    @Override
    public QueueList queues() throws CommandException {
        return ask(Inspector::queues);
    }

    @Override
    public QueueDetails queue(String name) throws CommandException {
        try {
            return inspector.queue(name);
        } catch (ManagementException e) {
            throw e.kind() == Kind.NOT_FOUND
                    ? new CommandException(Exit.REFUSED, "there is no queue " + name + ": " + e.getMessage())
                    : failed(e);
        }
    }

    @Override
    public Listing<Exchange> exchanges() throws CommandException {
        return ask(Inspector::exchanges);
    }

    @Override
    public Listing<Binding> bindings() throws CommandException {
        return ask(Inspector::bindings);
    }

    @Override
    public Listing<Consumer> consumers() throws CommandException {
        return ask(Inspector::consumers);
    }

    @Override
    public Listing<Connection> connections() throws CommandException {
        return ask(Inspector::connections);
    }

    @Override
    public Listing<Node> nodes() throws CommandException {
        return ask(Inspector::nodes);
    }

    private <T> T ask(Question<T> question) throws CommandException {
        try {
            return question.of(inspector);
        } catch (ManagementException e) {
            throw failed(e);
        }
    }

    private static CommandException failed(ManagementException cause) {
        return new CommandException(cause.kind() == Kind.AWAY ? Exit.AWAY : Exit.REFUSED, cause.getMessage());
    }
}
