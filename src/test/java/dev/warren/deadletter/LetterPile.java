package dev.warren.deadletter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A queue of dead letters, filled with plain AMQP, and what a gateway says of it. */
final class LetterPile {

    private static final Instant FIRST = Instant.parse("2026-11-22T08:00:00Z");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final BrokerNode node;
    private final WarrenProcess gateway;
    private final String queue;

    LetterPile(BrokerNode node, WarrenProcess gateway, String queue) {
        this.node = node;
        this.gateway = gateway;
        this.queue = queue;
    }

    /** Adds letters {@code first} to {@code last - 1}: number n failed n seconds after eight, every third of them timed out. */
    List<String> add(int first, int last) {
        return add(first, last, 100);
    }

    List<String> add(int first, int last, int size) {
        node.amqp().call(channel -> {
            for (int number = first; number < last; number++) {
                channel.basicPublish("", letters(), letter(number), payload(number, size));
            }
            return null;
        });
        return ids(first, last);
    }

    static List<String> ids(int first, int last) {
        return IntStream.range(first, last).mapToObj(LetterPile::id).toList();
    }

    static String id(int number) {
        return "task-" + number;
    }

    static Instant time(int number) {
        return FIRST.plusSeconds(number);
    }

    static String reason(int number) {
        return number % 3 == 0 ? "timed-out" : "failed";
    }

    static String type(int number) {
        return number % 2 == 0 ? "mail" : "thumbnail";
    }

    static byte[] payload(int number, int size) {
        byte[] payload = new byte[size];
        byte[] text = id(number).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, payload, 0, Math.min(size, text.length));
        return payload;
    }

    static BasicProperties letter(int number) {
        return PlainAmqp.persistent(id(number))
                .builder()
                .type(type(number))
                .contentType("text/plain")
                .headers(Map.of(
                        "warren-reason",
                        reason(number),
                        "warren-error",
                        "exit code " + number % 5,
                        "warren-failed-at",
                        time(number).toString(),
                        "warren-worker",
                        "pod-7/1",
                        "warren-queue",
                        "somewhere",
                        "warren-attempt",
                        10,
                        "warren-deadline",
                        "2026-11-22T09:00:00Z",
                        "tenant",
                        "acme"))
                .build();
    }

    String letters() {
        return queue + ".dead";
    }

    /** The ids in the queue of the dead letters, from its head; takes them all. */
    List<String> drainLetters() {
        return drain(letters());
    }

    List<String> drain(String from) {
        return takeAll(from).stream()
                .map(message -> message.getProps().getMessageId())
                .toList();
    }

    List<GetResponse> takeAll(String from) {
        return node.amqp().takeAll(from);
    }

    JsonPath list(String query) {
        return json("GET", "?" + query);
    }

    JsonPath json(String method, String path) {
        HttpResponse<String> answer = send(method, path);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonPath.from(answer.body());
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        try {
            return HTTP.send(request(method, path, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(5))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    URI uri(String path) {
        return gateway.url().resolve("/api/queues/" + queue + "/dead" + path);
    }

    HttpClient http() {
        return HTTP;
    }
}
