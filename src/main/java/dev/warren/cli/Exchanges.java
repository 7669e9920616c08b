package dev.warren.cli;

import dev.warren.cli.manage.CreateExchange;
import dev.warren.cli.manage.DeleteExchange;
import picocli.CommandLine.Command;

/** The exchanges of the broker. */
@Command(
        name = "exchanges",
        description = "Looks after exchanges.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CreateExchange.class, DeleteExchange.class})
public final class Exchanges {}
