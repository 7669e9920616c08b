package dev.warren.amqp.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker to connect to: what {@link BrokerConfig} says, resolved. */
public record Broker(
        List<Endpoint> endpoints,
        String username,
        String password,
        String virtualHost,
        boolean tls,
        Duration heartbeat,
        Duration connectTimeout) {

    private static final int PORT = 5672;
    private static final int TLS_PORT = 5671;

    /** Not as {@link URI} reads it: that finds no host in names with an underscore, as Compose makes them. */
    private static final Pattern AUTHORITY =
            Pattern.compile("((?<user>[^@]*)@)?(?<host>\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(:(?<port>[0-9]{1,5}))?");

    /** One node. */
    public record Endpoint(String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @throws IllegalArgumentException if the settings make no sense; the message has no secret in it */
    public static Broker of(BrokerConfig config) {
        Optional<String> url = config.url().filter(text -> !text.isBlank());
        if (url.isPresent()) {
            return ofUrl(url.get(), config.heartbeat(), config.connectTimeout());
        }
        boolean tls = config.tls() || config.tlsConfigurationName().isPresent();
        int port = config.port().map(Broker::port).orElse(tls ? TLS_PORT : PORT);
        List<Endpoint> endpoints = config.addresses()
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> addresses.stream()
                        .map(address -> endpoint(address.strip(), port))
                        .toList())
                .orElseGet(() -> List.of(new Endpoint(config.host(), port)));
        return new Broker(
                endpoints,
                config.username(),
                config.password(),
                config.virtualHost(),
                tls,
                config.heartbeat(),
                config.connectTimeout());
    }

    /** A broker by its URL; unlike the RabbitMQ client's own reading, {@code amqps} never means "trust anyone". */
    public static Broker ofUrl(String url, Duration heartbeat, Duration connectTimeout) {
        URI uri = parse(url);
        boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!authority.matches() || !tls && !"amqp".equalsIgnoreCase(uri.getScheme())) {
            throw malformed();
        }
        String port = authority.group("port");
        String[] user = Objects.requireNonNullElse(authority.group("user"), "guest:guest")
                .split(":", 2);
        String path = uri.getRawPath();
        return new Broker(
                List.of(new Endpoint(authority.group("host"), port != null ? port(port) : tls ? TLS_PORT : PORT)),
                decode(user[0]),
                user.length == 2 ? decode(user[1]) : "",
                path.length() <= 1 ? "/" : decode(path.substring(1)),
                tls,
                heartbeat,
                connectTimeout);
    }

    private static URI parse(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw malformed(); // without the cause: its message has the password in it
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The broker's URL (RABBITMQ_URL, warren.broker.url) is not of the form"
                + " amqp[s]://user:password@host:port/vhost; percent-encode what is special in the user, the password"
                + " and the virtual host (%2F for /)");
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Endpoint endpoint(String address, int defaultPort) {
        int colon = address.lastIndexOf(':');
        boolean bare = colon < 0 || address.endsWith("]");
        return bare
                ? new Endpoint(address, defaultPort)
                : new Endpoint(address.substring(0, colon), port(address.substring(colon + 1)));
    }

    private static int port(String text) {
        String digits = text.substring(text.lastIndexOf(':') + 1);
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The broker's port is not a number: " + text);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (tls ? "amqps" : "amqp") + "://" + username + "@" + endpoints + "/" + virtualHost;
    }
}
