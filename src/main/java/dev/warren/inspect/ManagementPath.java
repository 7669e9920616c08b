package dev.warren.inspect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * A path of the management API below {@code /api}.
 *
 * @param segments as they are: virtual hosts and names may have any character
 * @param query names and values, as they are
 */
public record ManagementPath(List<String> segments, List<Entry<String, String>> query) {

    /** The name that the API has for the default exchange, whose own name is empty. */
    public static final String DEFAULT_EXCHANGE = "amq.default";

    /** Such as {@code of("queues", virtualHost, name)}. */
    public static ManagementPath of(String... segments) {
        return new ManagementPath(List.of(segments), List.of());
    }

    public ManagementPath with(String name, Object value) {
        List<Entry<String, String>> more = new ArrayList<>(query);
        more.add(Map.entry(name, value.toString()));
        return new ManagementPath(segments, List.copyOf(more));
    }

    /** Whether it reaches RabbitMQ as it is: dots are resolved there, and empty parts left out, however they are encoded. */
    boolean isAddressable() {
        return segments.stream().noneMatch(List.of("", ".", "..")::contains);
    }

    /** What follows the URL of the API. */
    String encoded() {
        String path = segments.stream().map(segment -> "/" + encode(segment)).collect(Collectors.joining());
        String parameters = query.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "/api" + path + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
