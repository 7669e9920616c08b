package dev.warren.cli.access;

import dev.warren.access.Account;
import dev.warren.access.Accounts;
import dev.warren.cli.access.PasswordOptions.Password;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes a user. */
@Command(
        name = "change",
        description = "Gives a user another password, other tags, or both.",
        footer = {"  warren users change ada --generate-password", "  warren users change ada --tags ''"})
public final class ChangeUser extends UserCommand {

    @Mixin
    private PasswordOptions passwords;

    @Option(names = "--tags", paramLabel = "TAG,TAG", description = "All of its tags from now on; '' for none.")
    private Optional<String> tags = Optional.empty();

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        Optional<Password> password = passwords.read();
        if (password.isEmpty() && tags.isEmpty()) {
            throw new CommandException(
                    Exit.USAGE,
                    "say what is to be changed: --tags, --generate-password, --password-stdin or --password-env");
        }
        Account there = user(accounts, user());
        Account wanted = new Account(there.name(), tags.map(ChangeUser::split).orElse(there.tags()));
        if (password.isPresent()) {
            accounts.put(wanted, password.get().text());
        } else {
            accounts.putTags(wanted);
        }
        note("user " + user() + " is changed");
        if (password.filter(Password::isNew).isPresent()) {
            say(password.get().text());
        }
    }

    private static List<String> split(String tags) {
        return tags.isBlank() ? List.of() : List.of(tags.split("\\s*,\\s*"));
    }
}
