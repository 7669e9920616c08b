package dev.warren.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A gateway's HTTP API. */
public final class Gateway {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Longer than the gateway waits for a confirm. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Longer than a subscription takes on a broker that is slow to answer. */
    private static final Duration SUBSCRIBE_TIMEOUT = Duration.ofSeconds(30);

    private static final BodyHandler<InputStream> WHOLE =
            head -> BodySubscribers.mapping(BodySubscribers.ofByteArray(), ByteArrayInputStream::new);

    /** Only what is wanted comes as a stream, not why it was refused. */
    private static final BodyHandler<InputStream> STREAM =
            head -> isRefused(head.statusCode()) ? WHOLE.apply(head) : BodySubscribers.ofInputStream();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final Duration timeout;

    private Gateway(HttpClient http, URI base, Duration timeout) {
        this.http = http;
        this.base = base;
        this.timeout = timeout;
    }

    /** @throws CommandException if that is not the URL of a gateway */
    public static Gateway at(String url) throws CommandException {
        try {
            URI base = URI.create(url.strip().replaceFirst("/+$", ""));
            if (base.getHost() != null && List.of("http", "https").contains(base.getScheme())) {
                return new Gateway(client(), base, TIMEOUT);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CommandException(
                Exit.USAGE, "the gateway (--gateway, WARREN_GATEWAY) is a URL such as http://localhost:8080");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * The same, for requests that may take so long. One that hangs and one that works for minutes look alike, so it is asked something
     * short before.
     *
     * @throws CommandException if it does not answer even that
     */
    public Gateway patient(Duration longest) throws CommandException {
        answer(request(List.of("q", "health", "live"), List.of()).build(), WHOLE);
        return new Gateway(http, base, longest);
    }

    /**
     * @param path its parts, as they are
     * @return the answer, of a request that was accepted
     */
    public JsonNode post(List<String> path, List<Entry<String, String>> query, String contentType, byte[] body)
            throws CommandException {
        HttpRequest request = request(path, query)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return json(send(request, WHOLE));
    }

    /**
     * @param method such as {@code GET} or {@code DELETE}; there is no body
     * @param path its parts, as they are
     * @return the answer, of a request that was accepted; missing if it is empty
     */
    public JsonNode call(String method, List<String> path, List<Entry<String, String>> query) throws CommandException {
        HttpRequest request =
                request(path, query).method(method, BodyPublishers.noBody()).build();
        return json(send(request, WHOLE));
    }

    /** @return what there is, byte for byte */
    public InputStream get(List<String> path) throws CommandException {
        return send(request(path, List.of()).build(), WHOLE).body();
    }

    /** @return the lines of a stream that goes on for as long as both sides want */
    public InputStream follow(List<String> path, List<Entry<String, String>> query) throws CommandException {
        return send(request(path, query).timeout(SUBSCRIBE_TIMEOUT).build(), STREAM)
                .body();
    }

    /** @return lines of JSON that tell how far it is, the last of them what came of it; only the first has to come in time */
    public InputStream post(List<String> path, List<Entry<String, String>> query) throws CommandException {
        HttpRequest request = request(path, query)
                .header("Accept", "application/x-ndjson, application/json;q=0.5")
                .POST(BodyPublishers.noBody())
                .build();
        return send(request, STREAM).body();
    }

    public static JsonNode parse(String json) throws CommandException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    Exit.AWAY, "what answers there is not a gateway of Warren: set --gateway or WARREN_GATEWAY");
        }
    }

    private HttpRequest.Builder request(List<String> path, List<Entry<String, String>> query) {
        return HttpRequest.newBuilder(uri(path, query)).timeout(timeout);
    }

    private HttpResponse<InputStream> send(HttpRequest request, BodyHandler<InputStream> body) throws CommandException {
        HttpResponse<InputStream> answer = answer(request, body);
        if (isRefused(answer.statusCode())) {
            throw refusal(answer.statusCode(), json(answer));
        }
        return answer;
    }

    /** The client's own time-out ends with the head of the answer, this one with what is wanted of its body. */
    private HttpResponse<InputStream> answer(HttpRequest request, BodyHandler<InputStream> body)
            throws CommandException {
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request, body);
        try {
            return answer.get(request.timeout().orElse(timeout).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandException(Exit.AWAY, NoAnswer.describe(base, e.getCause()));
        } catch (TimeoutException e) {
            throw new CommandException(Exit.AWAY, NoAnswer.describe(base, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.AWAY, "interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static boolean isRefused(int status) {
        return status >= 300;
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
