package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.RawProperties;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as no good client would send them: each is run or becomes a dead letter, and the next task is run all the same. */
class MalformedMessagesIT {

    private static final byte[] NOT_UTF_8 = {'a', (byte) 0xC3, 0x28, (byte) 0xFF, (byte) 0xFE, 'z'};
    private static final int ALMOST_16_MIB = 16 * 1024 * 1024 - 1024;

    /** The largest frame, by default, is 128 KiB; the headers have to fit into one. */
    private static final int A_FRAME = 128 * 1024;

    private static final int ALMOST_A_FRAME = A_FRAME - 300;

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    private record Message(BasicProperties properties, byte[] body) {}

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void httpWorkerLosesNoMalformedMessageAndGoesOn(String kind) {
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess worker = worker(kind).calling(endpoint.url()).startReady();
        int published = publishEach(() -> total(endpoint));

        eventually("each has been settled").until(() -> node.unsettled(scene.queue()) == 0);
        eventually("each was run or is dead")
                .untilAsserted(() -> assertThat(total(endpoint) + deadLetters()).isEqualTo(published));
        assertThat(worker.isReady()).isTrue();
    }

    @Test
    void execWorkerLosesNoMalformedMessageAndGoesOn() {
        Ledger ledger = scene.ledger();
        WarrenProcess worker = worker("quorum").running(ledger.command()).startReady();
        int published = publishEach(() -> ledger.ended().size());

        eventually("each has been settled").until(() -> node.unsettled(scene.queue()) == 0);
        eventually("each was run or is dead")
                .untilAsserted(
                        () -> assertThat(ledger.ended().size() + deadLetters()).isEqualTo(published));
        assertThat(worker.isReady()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void malformedMessagesThatFailAreAllKeptAsDeadLetters(String kind) {
        RecordingEndpoint endpoint = scene.endpoint();
        endpoint.answer(500);
        WarrenProcess worker = worker(kind).calling(endpoint.url()).startReady();
        int published = publishEach(this::deadLetters);

        eventually("all are dead letters")
                .untilAsserted(() -> assertThat(deadLetters()).isEqualTo(published));
        assertThat(node.amqp().depth(scene.queue())).isZero();
        assertThat(worker.isReady()).isTrue();
    }

    /** The RabbitMQ client itself gives up at the 33rd level, and its connection with it. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void deeplyNestedHeadersDoNotEndConsumption(String kind) {
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess worker = worker(kind).calling(endpoint.url()).startReady();
        for (int levels : List.of(33, 1_000, 15_000)) {
            Message message = of(RawProperties.nestedHeaders(levels));
            node.amqp().publish(scene.queue(), message.properties(), message.body());
        }
        List<String> good = Submitter.newIds(5);
        node.amqp().publish(scene.queue(), good);

        eventually("the good tasks have run")
                .until(() -> endpoint.runs().keySet().containsAll(good));
        eventually("each was run or is dead")
                .untilAsserted(() -> assertThat(total(endpoint) + deadLetters()).isEqualTo(3 + good.size()));
        assertThat(node.amqp().depth(scene.queue())).isZero();
        assertThat(worker.isReady()).isTrue();
    }

    /** Its headers may be the work. An existing queue may have no dead-letter exchange: there at least nothing is dropped. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic", "existing"})
    void taskWhoseHeadersCantBeReadIsKeptAndNotReplayedWithoutThem(String kind) {
        if (kind.equals("existing")) {
            node.amqp().declareQueue(scene.queue(), Map.of());
        }
        RecordingEndpoint endpoint = scene.endpoint();
        WarrenProcess warren = withOneAttempt(scene.both(node.amqpUrl()), kind)
                .calling(endpoint.url())
                .startReady();
        for (int levels : List.of(33, 15_000)) {
            Message message = of(RawProperties.nestedHeaders(levels));
            node.amqp().publish(scene.queue(), message.properties(), message.body());
        }

        URI letters = warren.url().resolve("/api/queues/" + scene.queue() + "/dead");
        eventually("both are dead letters")
                .until(() -> RestAssured.get(letters).jsonPath().getInt("total") == 2);
        assertThat(RestAssured.get(letters).jsonPath().getList("letters.reason"))
                .containsOnly("undecodable");
        JsonPath replay = RestAssured.post(letters + "/replay?all=true").jsonPath();
        assertThat(List.of(replay.getInt("failed"), replay.getInt("replayed"))).containsExactly(2, 0);
        assertThat(RestAssured.get(letters).jsonPath().getString("letters[0].worker"))
                .as("as the worker wrote it, without them")
                .matches(worker -> (worker != null) == kind.equals("existing"));
        assertThat(total(endpoint)).isZero();
    }

    /** RabbitMQ adds headers of its own where a task waits or dies, and sends on what is larger than a frame then. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void headersThatTheBrokerMakesTooLargeEndNeitherConsumptionNorLooksAtDeadLetters(String kind) {
        RecordingEndpoint endpoint = scene.endpoint();
        endpoint.answer(500);
        WarrenProcess warren = withOneAttempt(scene.both(node.amqpUrl()), kind)
                .calling(endpoint.url())
                .with("warren.worker.retry.attempts", "2")
                .startReady();
        for (int bytes = A_FRAME - 2_000; bytes < A_FRAME; bytes += 100) {
            node.amqp().publish(scene.queue(), headers(Map.of("huge", "x".repeat(bytes - 100))), new byte[1]);
        }
        node.amqp().publish(scene.queue(), Submitter.newIds(5));

        eventually("all are dead letters")
                .untilAsserted(() -> assertThat(deadLetters()).isEqualTo(25));
        URI letters = warren.url().resolve("/api/queues/" + scene.queue() + "/dead?limit=1000");
        assertThat(RestAssured.get(letters).jsonPath().getInt("total")).isEqualTo(25);
        assertThat(warren.isReady()).isTrue();
    }

    private WarrenSetup worker(String kind) {
        return withOneAttempt(scene.worker(node.amqpUrl()), kind);
    }

    private WarrenSetup withOneAttempt(WarrenSetup warren, String kind) {
        return warren.consuming(scene.queue(), 2)
                .queue(scene.queue(), "kind", kind)
                .with("warren.worker.retry.attempts", "1");
    }

    private interface Count {
        int now();
    }

    /** Publishes each malformed message and after it a good one, which has to be done with before the next. */
    private int publishEach(Count done) {
        int published = 0;
        for (Map.Entry<String, Message> malformed : malformed().entrySet()) {
            int before = done.now();
            Message message = malformed.getValue();
            node.amqp().publish(scene.queue(), message.properties(), message.body());
            node.amqp().publish(scene.queue(), Submitter.newIds(1));
            published += 2;
            eventually("a good task is done with after: " + malformed.getKey())
                    .until(() -> done.now() > before && node.amqp().depth(scene.queue()) == 0);
        }
        return published;
    }

    private static int total(RecordingEndpoint endpoint) {
        return endpoint.runs().values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private int deadLetters() {
        return node.amqp().depth(scene.queue() + ".dead");
    }

    private static Map<String, Message> malformed() {
        Map<String, Message> messages = new LinkedHashMap<>();
        messages.put("no properties at all", of(null));
        messages.put(
                "no id",
                of(new BasicProperties.Builder().contentType("text/plain").build()));
        messages.put("empty body", new Message(PlainAmqp.persistent("empty"), new byte[0]));
        messages.put("largest body", new Message(PlainAmqp.persistent("largest"), new byte[ALMOST_16_MIB]));
        messages.put("not UTF-8", of(RawProperties.text(NOT_UTF_8)));
        messages.put("NUL", of(RawProperties.text("a\0b".getBytes(StandardCharsets.UTF_8))));
        messages.put("line breaks", of(RawProperties.text("a\r\nEvil: b\r\n\r\n".getBytes(StandardCharsets.UTF_8))));
        messages.put("ids of spaces", of(RawProperties.text("   ".getBytes(StandardCharsets.UTF_8))));
        messages.put("longest not UTF-8", of(RawProperties.text(repeated((byte) 0xFF, 255))));
        messages.put("nested headers", of(RawProperties.nestedHeaders(30)));
        messages.put("priority and time out of range", of(outOfRange()));
        messages.put("huge header", of(headers(Map.of("huge", "x".repeat(ALMOST_A_FRAME)))));
        messages.put("many headers", of(headers(many(5_000))));
        for (Object wrong : wrongTypes()) {
            messages.put("headers of " + wrong.getClass(), of(headers(warrenHeaders(wrong))));
        }
        return messages;
    }

    private static Message of(BasicProperties properties) {
        return new Message(properties, "malformed".getBytes(StandardCharsets.UTF_8));
    }

    private static BasicProperties headers(Map<String, Object> headers) {
        return PlainAmqp.persistent("headers").builder().headers(headers).build();
    }

    private static BasicProperties outOfRange() {
        return PlainAmqp.persistent("out-of-range")
                .builder()
                .priority(255)
                .timestamp(new Date(Long.MAX_VALUE))
                .build();
    }

    private static List<Object> wrongTypes() {
        return List.of(
                "many", -5, Long.MAX_VALUE, true, 1.5, new byte[] {1, 2}, new Date(0), List.of(1), Map.of("a", 1));
    }

    private static Map<String, Object> warrenHeaders(Object value) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String name : List.of("attempt", "not-before", "deadline", "error", "failed-at", "worker")) {
            headers.put("warren-" + name, value);
        }
        for (String name : List.of("traceparent", "x-death", "x-delivery-count", "x-acquired-count")) {
            headers.put(name, value);
        }
        return headers;
    }

    private static Map<String, Object> many(int count) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put("header " + i, new ArrayList<>(List.of(i)));
        }
        return headers;
    }

    private static byte[] repeated(byte value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
