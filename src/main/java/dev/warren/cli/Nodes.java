package dev.warren.cli;

import dev.warren.cli.inspect.ListNodes;
import picocli.CommandLine.Command;

/** The nodes of the broker. */
@Command(
        name = "nodes",
        description = "Shows the nodes of the broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListNodes.class})
public final class Nodes {}
