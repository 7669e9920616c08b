package dev.warren.cli;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.ShellCommand;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands have in common that need RabbitMQ's management API. */
@Command(
        footerHeading =
                "%nThe user and its password are WARREN_MANAGEMENT_USERNAME and WARREN_MANAGEMENT_PASSWORD, or those of RABBITMQ_URL.%n"
                        + "Examples:%n")
public abstract class ManagementCommand extends ShellCommand {

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            description =
                    "RabbitMQ's management API; otherwise WARREN_MANAGEMENT_URL, or the broker's host, port 15672.")
    private Optional<String> url = Optional.empty();

    /** Does it, and says so. */
    protected abstract void manage(ManagementApi api) throws CommandException, ManagementException;

    @Override
    protected final void run() throws CommandException {
        try {
            manage(settings().management());
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, e.getMessage());
        } catch (ManagementException e) {
            throw new CommandException(
                    e.kind() == ManagementException.Kind.AWAY ? Exit.AWAY : Exit.REFUSED, e.getMessage());
        }
    }

    /** @throws IllegalArgumentException if one can't be read */
    protected final BrokerSettings settings() {
        return new BrokerSettings(
                url.map(given -> Map.of("warren.management.url", given)).orElse(Map.of()));
    }
}
