package dev.warren.cli.inspect;

import dev.warren.cli.BrokerSettings;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say who is asked: a gateway, or RabbitMQ's management API. A mixin. */
final class ViewOptions {

    private static final String DEFAULT = "http://localhost:8080";

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway; otherwise WARREN_GATEWAY, or " + DEFAULT + ".")
    private Optional<String> gateway = Optional.empty();

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            description = "Asks RabbitMQ's management API and no gateway, as does WARREN_MANAGEMENT_URL. The user is"
                    + " said by WARREN_MANAGEMENT_USERNAME and WARREN_MANAGEMENT_PASSWORD, or with the virtual host by"
                    + " RABBITMQ_URL.")
    private Optional<String> management = Optional.empty();

    BrokerView view() throws CommandException {
        if (gateway.isPresent() && management.isPresent()) {
            throw new CommandException(Exit.USAGE, "--gateway and --management-url do not go together: give one");
        }
        try {
            if (gateway.isEmpty()) {
                BrokerSettings settings = new BrokerSettings(management
                        .map(url -> Map.of("warren.management.url", url))
                        .orElse(Map.of()));
                if (settings.nameManagement()) {
                    return new ManagementView(settings.management());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, e.getMessage());
        }
        return new GatewayView(Gateway.at(gateway.or(() -> Optional.ofNullable(System.getenv("WARREN_GATEWAY")))
                .orElse(DEFAULT)));
    }
}
