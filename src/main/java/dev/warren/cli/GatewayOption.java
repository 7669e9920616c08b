package dev.warren.cli;

import dev.warren.cli.terminal.CommandException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --gateway}. A mixin. */
public final class GatewayOption {

    private static final String DEFAULT = "http://localhost:8080";

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway; otherwise WARREN_GATEWAY, or " + DEFAULT + ".")
    private Optional<String> url = Optional.empty();

    /** Whether it was given, not only set in the environment. */
    public boolean isGiven() {
        return url.isPresent();
    }

    /** @throws CommandException if that is not the URL of a gateway */
    public Gateway gateway() throws CommandException {
        return Gateway.at(url.or(() -> Optional.ofNullable(System.getenv("WARREN_GATEWAY")))
                .orElse(DEFAULT));
    }
}
