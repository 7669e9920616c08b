package dev.warren.cli;

import dev.warren.cli.access.AddUser;
import dev.warren.cli.access.ChangeUser;
import dev.warren.cli.access.DeleteUser;
import dev.warren.cli.access.ListUsers;
import picocli.CommandLine.Command;

/** The users of the broker. */
@Command(
        name = "users",
        description = "Looks after the broker's users.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListUsers.class, AddUser.class, ChangeUser.class, DeleteUser.class})
public final class Users {}
