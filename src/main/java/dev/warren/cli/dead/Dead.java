package dev.warren.cli.dead;

import picocli.CommandLine.Command;

/** The dead letters of a queue. */
@Command(
        name = "dead",
        description = "Tasks that can't be done: lists them, counts them, puts them back or drops them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadList.class, DeadGroups.class, DeadShow.class, DeadReplay.class, DeadDiscard.class})
public final class Dead {}
