package dev.warren.cli;

import dev.warren.cli.inspect.ListExchanges;
import picocli.CommandLine.Command;

/** The exchanges of the broker. */
@Command(
        name = "exchanges",
        description = "Looks after exchanges.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListExchanges.class})
public final class Exchanges {}
