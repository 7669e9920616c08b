package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a virtual host. */
@Command(
        name = "delete",
        description =
                "Deletes a virtual host. One that has queues is only deleted with --force, and all that is in them.",
        footer = "  warren vhosts delete staging --yes")
public final class DeleteVirtualHost extends AccessCommand {

    @Parameters(index = "0", paramLabel = "VHOST", description = "Its name.")
    private String name;

    @Option(names = "--force", description = "Though it has queues; what is in them is lost.")
    private boolean force;

    @Mixin
    private Confirmation confirmation;

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        long messages = virtualHost(accounts, name).messages();
        long queues = accounts.queuesIn(name);
        if (queues > 0 && !force) {
            throw new CommandException(
                    Exit.REFUSED,
                    "virtual host " + name + " has " + queues + " queues: delete those, or all of it with --force");
        }
        confirmation.demand("this deletes virtual host " + name + ", with " + queues + " queues and about " + messages
                + " messages");
        accounts.deleteVirtualHost(name);
        say("virtual host " + name + " is deleted");
    }
}
