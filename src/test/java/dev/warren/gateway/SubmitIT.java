package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import dev.warren.gateway.submit.TaskDraft;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubmitIT {

    private static final int MEBIBYTE = 1024 * 1024;

    @RegisterExtension
    final Scene scene = new Scene();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void acceptedTaskLiesInTheQueueAsItWasSent() throws Exception {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "kind", "quorum");

        HttpResponse<String> answer = http.send(
                request(gateway, "/tasks?header.Tenant=acme&type=mail&priority=3", new byte[] {0, -1})
                        .header("Content-Type", "image/x-raw")
                        .header("Content-Encoding", "gzip")
                        .header("Warren-Task-Id", "t-1")
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(202);
        GetResponse message = node.amqp().takeAll(scene.queue()).get(0);
        assertThat(message.getBody()).containsExactly(0, -1);
        assertThat(message.getProps().getMessageId()).isEqualTo("t-1");
        assertThat(message.getProps().getType()).isEqualTo("mail");
        assertThat(message.getProps().getPriority()).isEqualTo(3);
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getContentType()).isEqualTo("image/x-raw");
        assertThat(message.getProps().getContentEncoding()).isEqualTo("gzip");
        assertThat(message.getProps().getHeaders().get("Tenant")).hasToString("acme");
    }

    @Test
    void emptyAndLargestBodiesArriveWhole() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "kind", "quorum");

        assertThat(submit(gateway, new byte[0]).join().statusCode()).isEqualTo(202);
        assertThat(submit(gateway, new byte[MEBIBYTE]).join().statusCode()).isEqualTo(202);
        assertThat(submit(gateway, new byte[MEBIBYTE + 1]).join().statusCode()).isEqualTo(413);

        assertThat(node.amqp().takeAll(scene.queue()))
                .extracting(message -> message.getBody().length)
                .containsExactly(0, MEBIBYTE);
    }

    @Test
    void largestHeadersArrive() throws Exception {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "kind", "quorum");
        String line = "{\"payload\":1,\"headers\":{\"a\":\"" + "x".repeat(TaskDraft.MAX_HEADERS - 1) + "\"}}\n";
        String longer = "{\"payload\":1,\"headers\":{\"a\":\"" + "x".repeat(TaskDraft.MAX_HEADERS) + "\"}}\n";

        JsonPath fates = batch(gateway, new ByteArrayInputStream((line + longer).getBytes(StandardCharsets.UTF_8)));

        assertThat(fates.getList("items.status")).isEqualTo(List.of(202, 400));
        assertThat(node.amqp().depth(scene.queue())).isOne();
    }

    @Test
    void taskWithoutAQueueIsNotFound() throws Exception {
        WarrenProcess gateway = gateway(BrokerNode.shared(), "kind", "quorum");

        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(gateway.url().resolve("/api/queues/nowhere/tasks"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JsonPath.from(answer.body()).getString("type")).isEqualTo("/problems/queue-not-found");
    }

    @Test
    void fullQueueRefusesAndKeepsOnlyWhatWasAccepted() {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "max-length", 5);

        List<Integer> statuses = IntStream.range(0, 50)
                .mapToObj(i -> submit(gateway, new byte[0]).join().statusCode())
                .toList();

        assertThat(statuses).contains(202, 429).containsOnly(202, 429);
        assertThat(node.amqp().depth(scene.queue())).isEqualTo(Collections.frequency(statuses, 202));
    }

    @Test
    void batchOf100000TasksPassesThroughASmallHeap() throws Exception {
        BrokerNode node = BrokerNode.shared();
        WarrenProcess gateway = gateway(node, "kind", "classic");
        int count = 100_000;
        byte[] filler = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        Iterator<InputStream> lines = IntStream.range(0, count)
                .<InputStream>mapToObj(i -> line("t-" + i, filler))
                .iterator();

        JsonPath fates = batch(gateway, new SequenceInputStream(enumeration(lines)));

        assertThat(fates.getInt("accepted")).isEqualTo(count);
        assertThat(fates.getInt("failed")).isZero();
        assertThat(fates.getList("items.id"))
                .isEqualTo(IntStream.range(0, count).mapToObj(i -> "t-" + i).toList());
        assertThat(node.amqp().depth(scene.queue())).isEqualTo(count);
        node.amqp().deleteQueue(scene.queue());
    }

    @Test
    void thousandsOfRequestsWaitForTheirConfirmsOnFewThreads() {
        BrokerNode node = BrokerNode.expendable();
        WarrenProcess gateway = gateway(node, "kind", "quorum");
        int count = 2_000;
        node.freeze();
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, count)
                    .mapToObj(i -> submit(gateway, new byte[100]))
                    .toList();
            eventually("they all wait").until(() -> metric(gateway, "warren_publisher_pending") == count);
            assertThat(metric(gateway, "jvm_threads_live_threads")).isLessThan(100);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        } finally {
            node.thaw();
        }
        gateway.awaitReady();
        assertThat(submit(gateway, new byte[0]).join().statusCode()).isEqualTo(202);
    }

    private WarrenProcess gateway(BrokerNode node, String setting, Object value) {
        return scene.gateway(node.amqpUrl())
                .queue(scene.queue(), setting, value)
                .with("warren.publisher.confirm-timeout", "15s")
                .startReady();
    }

    private CompletableFuture<HttpResponse<String>> submit(WarrenProcess gateway, byte[] payload) {
        return http.sendAsync(request(gateway, "/tasks", payload).build(), BodyHandlers.ofString());
    }

    private JsonPath batch(WarrenProcess gateway, InputStream body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(path(gateway, "/tasks/batch"))
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> body))
                .build();
        return JsonPath.from(http.send(request, BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(WarrenProcess gateway, String path, byte[] payload) {
        return HttpRequest.newBuilder(path(gateway, path))
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofByteArray(payload));
    }

    private URI path(WarrenProcess gateway, String path) {
        return gateway.url().resolve("/api/queues/" + scene.queue() + path);
    }

    private static InputStream line(String id, byte[] filler) {
        byte[] start = ("{\"id\":\"" + id + "\",\"payload\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] end = "\"}\n".getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(start), new ByteArrayInputStream(filler), new ByteArrayInputStream(end))));
    }

    private static <T> Enumeration<T> enumeration(Iterator<T> iterator) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return iterator.hasNext();
            }

            @Override
            public T nextElement() {
                return iterator.next();
            }
        };
    }

    private static double metric(WarrenProcess gateway, String name) {
        return gateway.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
