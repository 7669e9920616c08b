package dev.warren.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.ProcessName;
import dev.warren.task.Failure;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Makes a message of an event: a small JSON object. */
@ApplicationScoped
class EventMessage {

    private final ObjectMapper mapper;
    private final ProcessName process;

    EventMessage(ObjectMapper mapper, ProcessName process) {
        this.mapper = mapper;
        this.process = process;
    }

    Message<byte[]> of(
            TaskEvent event, Supplier<CompletionStage<Void>> ack, Function<Throwable, CompletionStage<Void>> nack) {
        OutgoingRabbitMQMetadata properties = new OutgoingRabbitMQMetadata.Builder()
                .withRoutingKey(EventKey.of(event))
                .withContentType("application/json")
                .withType(event.kind().label())
                .withTimestamp(event.at().atZone(ZoneOffset.UTC))
                .build();
        return Message.of(json(event), Metadata.of(properties), ack, nack);
    }

    byte[] json(TaskEvent event) {
        try {
            return mapper.writeValueAsBytes(fields(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + event, e);
        }
    }

    private Map<String, Object> fields(TaskEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", event.kind().label());
        fields.put("time", event.at().toString());
        fields.put("queue", event.queue());
        event.type().ifPresent(type -> fields.put("type", type));
        fields.put("id", event.id());
        event.attempt().ifPresent(attempt -> {
            fields.put("attempt", attempt);
            fields.put("worker", process.value());
        });
        event.why().map(Failure.Reason::label).ifPresent(reason -> fields.put("reason", reason));
        event.message().ifPresent(message -> fields.put("message", message));
        event.next().ifPresent(next -> fields.put("next", next.toString()));
        return fields;
    }
}
