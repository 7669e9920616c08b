package dev.warren.cli;

import dev.warren.cli.inspect.ListExchanges;
import dev.warren.cli.manage.CreateExchange;
import dev.warren.cli.manage.DeleteExchange;
import picocli.CommandLine.Command;

/** The exchanges of the broker. */
@Command(
        name = "exchanges",
        description = "Looks after exchanges.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListExchanges.class, CreateExchange.class, DeleteExchange.class})
public final class Exchanges {}
