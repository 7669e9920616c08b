package dev.warren.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.access.AccountSetup.Result;
import dev.warren.access.AccountSetup.User;
import dev.warren.amqp.connection.Broker.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Passwords as Secrets of Kubernetes, with the keys that the chart's {@code rabbitmq.existingSecret} is to have. */
public final class SecretManifests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint broker;
    private final boolean tls;
    private final Optional<String> namespace;

    /** @param broker as pods reach it */
    public SecretManifests(Endpoint broker, boolean tls, Optional<String> namespace) {
        this.broker = broker;
        this.tls = tls;
        this.namespace = namespace;
    }

    /** A Secret for each user whose password is known; YAML. */
    public String of(Result result) {
        return result.users().stream()
                .filter(user -> user.password().isPresent())
                .map(user -> manifest(user, keys(user, result.virtualHost())))
                .collect(Collectors.joining("---\n"));
    }

    /** {@code amqp[s]://user:password@host:port/vhost}. */
    public String url(User user, String virtualHost) {
        return (tls ? "amqps://" : "amqp://")
                + encoded(user.name()) + ":" + encoded(user.password().orElse("")) + "@" + broker + "/"
                + encoded(virtualHost);
    }

    private Map<String, String> keys(User user, String virtualHost) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("username", user.name());
        keys.put("password", user.password().orElse(""));
        if (user.part() != Part.MONITOR) {
            keys.put("host", broker.host());
            keys.put("port", String.valueOf(broker.port()));
            keys.put("virtualHost", virtualHost);
            keys.put("url", url(user, virtualHost));
        }
        return keys;
    }

    private String manifest(User user, Map<String, String> keys) {
        StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Secret\nmetadata:\n");
        yaml.append("  name: ").append(quoted(nameOf(user))).append('\n');
        namespace.ifPresent(
                given -> yaml.append("  namespace: ").append(quoted(given)).append('\n'));
        yaml.append("  labels:\n    app.kubernetes.io/part-of: warren\ntype: Opaque\nstringData:\n");
        keys.forEach((key, value) ->
                yaml.append("  ").append(key).append(": ").append(quoted(value)).append('\n'));
        return yaml.toString();
    }

    /** Kubernetes takes lower-case names only. */
    private static String nameOf(User user) {
        return user.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    }

    /** A text of JSON is one of YAML. */
    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
