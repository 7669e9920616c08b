package dev.warren.cli;

import dev.warren.cli.inspect.ListBindings;
import picocli.CommandLine.Command;

/** What leads from exchanges to queues and to other exchanges. */
@Command(
        name = "bindings",
        description = "Looks after bindings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListBindings.class})
public final class Bindings {}
