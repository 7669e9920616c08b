package dev.warren.cli.inspect;

import dev.warren.cli.BrokerSettings;
import dev.warren.cli.GatewayOption;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say who is asked: a gateway, or RabbitMQ's management API. A mixin. */
final class ViewOptions {

    @Mixin
    private GatewayOption gateway;

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            description = "Asks RabbitMQ's management API and no gateway, as does WARREN_MANAGEMENT_URL. The user is"
                    + " said by WARREN_MANAGEMENT_USERNAME and WARREN_MANAGEMENT_PASSWORD, or with the virtual host by"
                    + " RABBITMQ_URL.")
    private Optional<String> management = Optional.empty();

    BrokerView view() throws CommandException {
        if (gateway.isGiven() && management.isPresent()) {
            throw new CommandException(Exit.USAGE, "--gateway and --management-url do not go together: give one");
        }
        try {
            if (!gateway.isGiven()) {
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
        return new GatewayView(gateway.gateway());
    }
}
