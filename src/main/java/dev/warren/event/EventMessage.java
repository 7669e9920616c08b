package dev.warren.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.warren.ProcessName;
import dev.warren.amqp.event.EventsOutlet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes a message of an event: a small JSON object. */
@ApplicationScoped
class EventMessage {

    private static final JsonFactory JSON = new JsonFactory();

    private final ProcessName process;

    EventMessage(ProcessName process) {
        this.process = process;
    }

    EventsOutlet.Event of(TaskEvent event) {
        return new EventsOutlet.Event(EventKey.of(event), event.kind().label(), event.at(), json(event));
    }

    private byte[] json(TaskEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not for want of room: it is written to memory
        }
        return bytes.toByteArray();
    }

    private void write(TaskEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", event.kind().label());
        json.writeStringField("time", event.at().toString());
        json.writeStringField("queue", event.queue());
        if (event.type().isPresent()) {
            json.writeStringField("type", event.type().get());
        }
        json.writeStringField("id", event.id());
        if (event.attempt().isPresent()) {
            json.writeNumberField("attempt", event.attempt().getAsInt());
            json.writeStringField("worker", process.value());
        }
        if (event.why().isPresent()) {
            json.writeStringField("reason", event.why().get().label());
        }
        if (event.message().isPresent()) {
            json.writeStringField("message", event.message().get());
        }
        if (event.next().isPresent()) {
            json.writeStringField("next", event.next().get().toString());
        }
        json.writeEndObject();
    }
}
