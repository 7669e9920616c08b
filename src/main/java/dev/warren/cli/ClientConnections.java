package dev.warren.cli;

import dev.warren.cli.inspect.ListConnections;
import picocli.CommandLine.Command;

/** The connections of clients to the broker. */
@Command(
        name = "connections",
        description = "Shows who is connected to the broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListConnections.class})
public final class ClientConnections {}
