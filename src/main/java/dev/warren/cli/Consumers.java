package dev.warren.cli;

import dev.warren.cli.inspect.ListConsumers;
import picocli.CommandLine.Command;

/** Who takes from queues. */
@Command(
        name = "consumers",
        description = "Shows who takes from queues.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListConsumers.class})
public final class Consumers {}
