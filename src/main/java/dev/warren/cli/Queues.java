package dev.warren.cli;

import dev.warren.cli.inspect.ListQueues;
import dev.warren.cli.inspect.ShowQueue;
import dev.warren.cli.manage.CreateQueue;
import dev.warren.cli.manage.DeleteQueue;
import dev.warren.cli.manage.PauseQueue;
import dev.warren.cli.manage.PurgeQueue;
import dev.warren.cli.manage.ResumeQueue;
import picocli.CommandLine.Command;

/** The queues of the broker. */
@Command(
        name = "queues",
        description = "Looks after queues.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListQueues.class,
            ShowQueue.class,
            CreateQueue.class,
            DeleteQueue.class,
            PurgeQueue.class,
            PauseQueue.class,
            ResumeQueue.class
        })
public final class Queues {}
