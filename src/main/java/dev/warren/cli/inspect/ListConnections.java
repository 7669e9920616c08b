package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Listing;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Lists connections. */
@Command(
        name = "list",
        description = "Lists who is connected to the broker. A gateway does not tell users and addresses.",
        footer = {"  warren connections list", "  warren connections list --management-url http://localhost:15672"})
public final class ListConnections extends InspectionCommand<Listing<Connection>> {

    @Override
    Listing<Connection> look(BrokerView view) throws CommandException {
        return view.connections();
    }

    @Override
    Table table(Listing<Connection> connections) {
        Table table = new Table("CLIENT", "STATE", "CHANNELS", "PROTOCOL", "TLS", "SINCE", "USER", "ADDRESS", "NODE");
        Instant now = Clock.systemUTC().instant();
        connections
                .items()
                .forEach(connection -> table.row(
                        connection.client().orElse(null),
                        connection.state().orElse(null),
                        connection.channels().orElse(null),
                        connection.protocol().orElse(null),
                        connection.tls().map(tls -> tls ? "yes" : "no").orElse(null),
                        Figures.age(connection.since(), now),
                        connection.user().orElse(null),
                        connection.peer().orElse(null),
                        connection.node().orElse(null)));
        return table;
    }
}
