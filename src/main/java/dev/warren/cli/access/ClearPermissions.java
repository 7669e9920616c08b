package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.inspect.ManagementException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shuts a user out. */
@Command(
        name = "clear",
        description = "Takes all permissions in a virtual host from a user: it can no longer connect to that.",
        footer = "  warren permissions clear ada --vhost staging --yes")
public final class ClearPermissions extends GrantCommand {

    @Option(names = "--topics", description = "Only what is said of routing keys: all of them are permitted then.")
    private boolean topics;

    @Mixin
    private Confirmation confirmation;

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        String virtualHost = virtualHostOf(accounts);
        String what = (topics ? "what is said of routing keys for user " : "all permissions of user ") + user()
                + " in virtual host " + virtualHost;
        confirmation.demand("this removes " + what);
        if (topics) {
            accounts.revokeTopics(user(), virtualHost);
        } else {
            accounts.revoke(user(), virtualHost);
        }
        say("removed: " + what);
    }
}
