package dev.warren.cli.access;

import dev.warren.access.Account;
import dev.warren.access.Accounts;
import dev.warren.access.Secrets;
import dev.warren.cli.access.PasswordOptions.Password;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a user. */
@Command(
        name = "add",
        description =
                "Makes a user, who may do nothing yet: see warren permissions set. Without a password one is made up, and"
                        + " printed on standard output, once.",
        footer = {
            "  warren users add ada --tags monitoring",
            "  pass show broker/ada | warren users add ada --password-stdin"
        })
public final class AddUser extends UserCommand {

    @Mixin
    private PasswordOptions passwords;

    @Option(
            names = "--tags",
            split = ",",
            paramLabel = "TAG",
            description = "What it may do in the management API: monitoring, management, policymaker, administrator.")
    private List<String> tags = new ArrayList<>();

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        Password password = passwords.read().orElseGet(() -> new Password(Secrets.newPassword(), true));
        if (accounts.user(user()).isPresent()) {
            throw new CommandException(
                    Exit.REFUSED, "user " + user() + " is there already; it is changed with warren users change");
        }
        accounts.put(new Account(user(), tags), password.text());
        note("user " + user() + " is added");
        if (password.isNew()) {
            say(password.text());
        }
    }
}
