package dev.warren.handler;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Where tasks are posted to.
 *
 * @param tls whether it is {@code https}
 * @param path with the query, as it goes into the request line
 * @param authorization the value of the header, where the URL has a user and password
 */
record HttpTarget(boolean tls, String host, int port, String path, Optional<String> authorization) {

    private static final String URL = "warren.worker.http.url";

    /** @throws ConfigurationException the URL is missing, or none of {@code http} or {@code https}; does not show it, for its password */
    static HttpTarget of(Optional<String> configured) {
        try {
            return of(new URI(configured.orElseThrow(HttpTarget::missing).strip()));
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            throw wrong("is not a valid URL");
        }
    }

    private static HttpTarget of(URI uri) throws MalformedURLException {
        if (uri.getScheme() == null || !uri.getScheme().matches("(?i)https?")) {
            throw wrong("does not start with http:// or https://");
        }
        // Not java.net.URI: it finds no host in names with an underscore, as Compose makes them.
        URL url = new URL(uri.toASCIIString());
        if (url.getHost().isEmpty()) {
            throw wrong("names no host");
        }
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        String path = url.getFile().startsWith("/") ? url.getFile() : "/" + url.getFile();
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return new HttpTarget(
                url.getProtocol().equals("https"),
                host,
                port,
                path,
                Optional.ofNullable(url.getUserInfo()).map(HttpTarget::basic));
    }

    private static String basic(String userInfo) {
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    private static ConfigurationException missing() {
        return new ConfigurationException(
                URL + " is not set, but warren.worker.handler=http: set it to the URL that tasks are posted to.",
                Set.of(URL));
    }

    private static ConfigurationException wrong(String how) {
        return new ConfigurationException(
                URL + " " + how + "; it should look like http://mailer:8080/tasks.", Set.of(URL));
    }

    /** For logs: without user and query, which may hold secrets. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port
                + path.replaceFirst("\\?.*", "");
    }
}
