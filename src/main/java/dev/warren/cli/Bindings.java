package dev.warren.cli;

import dev.warren.cli.inspect.ListBindings;
import dev.warren.cli.manage.CreateBinding;
import dev.warren.cli.manage.DeleteBinding;
import dev.warren.cli.manage.PruneBindings;
import picocli.CommandLine.Command;

/** What leads from exchanges to queues and to other exchanges. */
@Command(
        name = "bindings",
        description = "Looks after bindings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListBindings.class, CreateBinding.class, DeleteBinding.class, PruneBindings.class})
public final class Bindings {}
