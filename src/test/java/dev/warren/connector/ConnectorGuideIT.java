package dev.warren.connector;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.harness.BrokerNode;
import dev.warren.task.Task;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/connector.md}: configured by what stands there, and the code is what stands there. */
@QuarkusTest
@TestProfile(ConnectorGuideIT.Guide.class)
@QuarkusTestResource(value = WarrenConnectorIT.Broker.class, restrictToAnnotatedClass = true)
class ConnectorGuideIT {

    private static final Path SOURCE = Path.of("src/test/java/dev/warren/connector/ConnectorGuideIT.java");

    /** The configuration in the guide. */
    public static class Guide implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(examples("properties").get(0)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> overrides = new HashMap<>(Map.of("warren.role", "gateway"));
            properties.stringPropertyNames().forEach(name -> overrides.put(name, properties.getProperty(name)));
            return overrides;
        }

        static List<String> examples(String language) {
            return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(text(Path.of("docs", "connector.md")))
                    .results()
                    .map((MatchResult example) -> example.group(1))
                    .toList();
        }

        static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Singleton
    static class Receiver {

        final Queue<String> sent = new ConcurrentLinkedQueue<>();
        final Queue<String> recorded = new ConcurrentLinkedQueue<>();

        @Incoming("mails")
        @Blocking(ordered = false)
        void send(Task mail) {
            if (mail.payload().asText().isBlank()) {
                throw new IllegalArgumentException("an empty mail"); // nacked: failure-strategy
            }
            sent.add(mail.payload().asText()); // acked when the method has returned
        }

        @Incoming("audit")
        CompletionStage<Void> record(Message<Task> event) {
            if (!event.getPayload().payload().contentType().startsWith("text/plain")) {
                return event.nack(new IllegalArgumentException("no text"), Metadata.of(Nack.DEAD_LETTER));
            }
            recorded.add(event.getPayload().payload().asText());
            return event.ack();
        }
    }

    @Inject
    Receiver receiver;

    @Channel("mails-out")
    MutinyEmitter<String> mails;

    @Channel("shop-events")
    MutinyEmitter<String> events;

    @Test
    void sendsAndReceivesAsTheGuideSays() {
        Queue<PublishResult> unheard = new ConcurrentLinkedQueue<>();
        await().until(() -> BrokerNode.shared().amqp().exists("shop.audit"));

        mails.sendAndAwait("Welcome!"); // returns when the message lies in the queue

        OutgoingTask placed = OutgoingTask.to("order.placed");
        events.sendMessageAndAwait(Message.of("order 17", Metadata.of(placed)));

        try {
            events.sendMessageAndAwait(Message.of("parcel 3", Metadata.of(OutgoingTask.to("parcel.sent"))));
        } catch (PublishFailedException e) {
            unheard.add(e.result()); // Unroutable: no queue hears parcel.sent
        }

        await().untilAsserted(() -> assertThat(receiver.sent).containsExactly("Welcome!"));
        await().untilAsserted(() -> assertThat(receiver.recorded).containsExactly("order 17"));
        assertThat(unheard)
                .hasOnlyElementsOfType(PublishResult.Unroutable.class)
                .hasSize(1);
    }

    @Test
    void whatAMethodThrowsOnGoesToTheDeadLetters() {
        mails.sendAndAwait(" ");
        await().until(() -> BrokerNode.shared().amqp().depth("mails.dead") > 0);
    }

    @Test
    void codeOfTheGuideIsTheCodeOfThisTest() {
        String code = Guide.text(SOURCE).replaceAll("\\s+", " ");
        assertThat(Guide.examples("java")).isNotEmpty().allSatisfy(example -> assertThat(code)
                .contains(example.strip().replaceAll("\\s+", " ")));
    }
}
