package dev.warren.cli;

import dev.warren.cli.inspect.ListQueues;
import dev.warren.cli.inspect.ShowQueue;
import picocli.CommandLine.Command;

/** The queues of the broker. */
@Command(
        name = "queues",
        description = "Looks after queues.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListQueues.class, ShowQueue.class})
public final class Queues {}
