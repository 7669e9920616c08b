package dev.warren.inspect;

import dev.warren.amqp.connection.Broker;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A management API to ask: what {@link ManagementConfig} says, resolved.
 *
 * @param urls of the nodes, without a slash at their end; any of them will do
 * @param virtualHost the broker's, whose things are listed and managed
 */
public record ManagementAddress(
        List<URI> urls,
        String username,
        String password,
        String virtualHost,
        Duration connectTimeout,
        Duration timeout) {

    private static final int PORT = 15672;
    private static final int TLS_PORT = 15671;

    /** @throws IllegalArgumentException if the settings make no sense; the message has no secret in it */
    public static ManagementAddress of(ManagementConfig config, Broker broker) {
        Optional<URI> url = config.url()
                .filter(text -> !text.isBlank())
                .map(text -> parse(text.strip().replaceFirst("/+$", "")));
        String[] user =
                url.map(URI::getRawUserInfo).map(info -> info.split(":", 2)).orElse(new String[0]);
        return new ManagementAddress(
                url.map(given -> List.of(withoutUser(given))).orElseGet(() -> urlsOf(broker)),
                config.username().orElseGet(() -> user.length > 0 ? decode(user[0]) : broker.username()),
                config.password().orElseGet(() -> user.length > 1 ? decode(user[1]) : broker.password()),
                broker.virtualHost(),
                config.connectTimeout(),
                config.timeout());
    }

    /** Leaves out brokers whose host can be in no URL (for an underscore, say): for AMQP such a host is good. */
    private static List<URI> urlsOf(Broker broker) {
        String start = broker.tls() ? "https://" : "http://";
        int port = broker.tls() ? TLS_PORT : PORT;
        return broker.endpoints().stream()
                .map(endpoint -> start + endpoint.host() + ":" + port)
                .flatMap(url -> uri(url).stream())
                .distinct()
                .toList();
    }

    private static URI parse(String url) {
        // Without the cause: its message can have a password in it.
        return uri(url).orElseThrow(() -> new IllegalArgumentException("The URL of RabbitMQ's management API"
                + " (warren.management.url, WARREN_MANAGEMENT_URL) is not of the form http[s]://host:port, with a host"
                + " name of letters, digits, dots and hyphens"));
    }

    private static Optional<URI> uri(String url) {
        try {
            return Optional.of(URI.create(url))
                    .filter(uri -> uri.getHost() != null
                            && List.of("http", "https").contains(uri.getScheme())
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI withoutUser(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", "") + url.getRawPath());
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether any of it is reached by TLS. */
    public boolean tls() {
        return urls.stream().anyMatch(url -> url.getScheme().equals("https"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return urls + " as " + username;
    }
}
