package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.inspect.ManagementException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a user. */
@Command(name = "delete", description = "Deletes a user.", footer = "  warren users delete ada --yes")
public final class DeleteUser extends UserCommand {

    @Mixin
    private Confirmation confirmation;

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        user(accounts, user());
        confirmation.demand("this deletes user " + user() + ", whose connections RabbitMQ then closes");
        accounts.deleteUser(user());
        say("user " + user() + " is deleted");
    }
}
