package dev.warren.cli.access;

import dev.warren.access.Account;
import dev.warren.access.Accounts;
import dev.warren.cli.ManagementCommand;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementException;
import picocli.CommandLine.Command;

/** What the commands have in common that deal with users. They need a user with the tag {@code administrator}. */
@Command // so that native-image keeps it
abstract class AccessCommand extends ManagementCommand {

    /** Does it, and says so. */
    abstract void manage(Accounts accounts) throws CommandException, ManagementException;

    @Override
    protected final void manage(ManagementApi api) throws CommandException, ManagementException {
        manage(new Accounts(api));
    }

    static Account user(Accounts accounts, String name) throws CommandException, ManagementException {
        return accounts.user(name).orElseThrow(() -> new CommandException(Exit.REFUSED, "there is no user " + name));
    }

    static Accounts.VirtualHost virtualHost(Accounts accounts, String name)
            throws CommandException, ManagementException {
        return accounts.virtualHost(name)
                .orElseThrow(() -> new CommandException(Exit.REFUSED, "there is no virtual host " + name));
    }
}
