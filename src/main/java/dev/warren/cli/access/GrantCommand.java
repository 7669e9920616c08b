package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.cli.terminal.CommandException;
import dev.warren.inspect.ManagementException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the commands have in common that change what a user may do in a virtual host. */
abstract class GrantCommand extends UserCommand {

    @Option(
            names = "--vhost",
            paramLabel = "VHOST",
            description = "In which virtual host; otherwise that of the settings (RABBITMQ_URL).")
    private Optional<String> virtualHost = Optional.empty();

    /** @throws CommandException if there is no such user or virtual host */
    final String virtualHostOf(Accounts accounts) throws CommandException, ManagementException {
        user(accounts, user());
        String name = virtualHost.orElseGet(() -> settings().broker().virtualHost());
        virtualHost(accounts, name);
        return name;
    }
}
