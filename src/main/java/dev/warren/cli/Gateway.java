package dev.warren.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** A gateway's HTTP API. */
public final class Gateway {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than the gateway waits for a confirm. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI base;

    private Gateway(URI base) {
        this.base = base;
    }

    /** @throws CommandException if that is not the URL of a gateway */
    public static Gateway at(String url) throws CommandException {
        try {
            URI base = URI.create(url.strip().replaceFirst("/+$", ""));
            if (base.getHost() != null && List.of("http", "https").contains(base.getScheme())) {
                return new Gateway(base);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandException(
                Exit.USAGE, "the gateway (--gateway, WARREN_GATEWAY) is a URL such as http://localhost:8080");
    }

    /**
     * @param path its parts, as they are
     * @return the answer, of a request that was accepted
     */
    public JsonNode post(List<String> path, List<Entry<String, String>> query, String contentType, byte[] body)
            throws CommandException {
        HttpRequest request = HttpRequest.newBuilder(uri(path, query))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return json(send(request));
    }

    /**
     * @param method such as {@code GET} or {@code DELETE}; there is no body
     * @param path its parts, as they are
     * @return the answer, of a request that was accepted; missing if it is empty
     */
    public JsonNode call(String method, List<String> path, List<Entry<String, String>> query) throws CommandException {
        HttpRequest request = HttpRequest.newBuilder(uri(path, query))
                .timeout(TIMEOUT)
                .method(method, BodyPublishers.noBody())
                .build();
        return json(send(request));
    }

    /** @return the lines of a stream that goes on for as long as both sides want */
    public InputStream follow(List<String> path, List<Entry<String, String>> query) throws CommandException {
        return send(HttpRequest.newBuilder(uri(path, query)).build()).body();
    }

    public static JsonNode parse(String json) throws CommandException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CommandException(Exit.AWAY, "what answers there is not a gateway of Warren");
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws CommandException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new CommandException(Exit.AWAY, "no answer of the gateway at " + base + ": " + why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.AWAY, "interrupted");
        }
        if (answer.statusCode() >= 300) {
            throw refusal(answer.statusCode(), json(answer));
        }
        return answer;
    }

    private static CommandException refusal(int status, JsonNode problem) {
        Exit exit =
                status >= 500 ? Exit.AWAY : List.of(400, 413, 415, 422).contains(status) ? Exit.USAGE : Exit.REFUSED;
        return new CommandException(exit, problem.path("detail").asText("status " + status));
    }

    private static JsonNode json(HttpResponse<InputStream> answer) throws CommandException {
        try (InputStream body = answer.body()) {
            return parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(Exit.AWAY, "the gateway's answer broke off");
        }
    }

    private URI uri(List<String> path, List<Entry<String, String>> query) {
        String parts = path.stream().map(part -> "/" + encoded(part)).collect(Collectors.joining());
        String parameters = query.stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(base + parts + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
