package dev.warren.cli;

import dev.warren.cli.access.ClearPermissions;
import dev.warren.cli.access.ListPermissions;
import dev.warren.cli.access.SetPermissions;
import picocli.CommandLine.Command;

/** What the users of the broker may do. */
@Command(
        name = "permissions",
        description = "Looks after what users may do.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListPermissions.class, SetPermissions.class, ClearPermissions.class})
public final class UserPermissions {}
