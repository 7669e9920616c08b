package dev.warren.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A client of the gateway, which remembers what it was promised. */
public final class Submitter {

    /** Longer than the gateway's confirm time-out: an answer that takes longer is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI gateway;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    public Submitter(WarrenProcess gateway) {
        this.gateway = gateway.url();
    }

    /** The ids that were answered with {@code 202}. */
    public Set<String> accepted() {
        return accepted;
    }

    public static List<String> newIds(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
    }

    /** Submits a task with a new id. Fails if there is no answer. */
    public HttpResponse<String> submit(String queue) {
        return submit(queue, newIds(1).get(0)).join();
    }

    public CompletableFuture<HttpResponse<String>> submit(String queue, String id) {
        return submit(queue, id, Map.of(), new byte[0]);
    }

    public CompletableFuture<HttpResponse<String>> submit(
            String queue, String id, Map<String, String> headers, byte[] payload) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve("/api/queues/" + queue + "/tasks"))
                .timeout(PATIENCE)
                .header("Warren-Task-Id", id)
                .POST(BodyPublishers.ofByteArray(payload));
        headers.forEach(request::header);
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() == 202) {
                accepted.add(id);
            }
            return answer;
        });
    }

    /** Discards all dead letters of a queue. */
    public HttpResponse<String> discardDeadLetters(String queue) {
        URI discard = gateway.resolve("/api/queues/" + queue + "/dead/discard?all=true");
        return http.sendAsync(
                        HttpRequest.newBuilder(discard)
                                .timeout(PATIENCE)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }
}
