package dev.warren.handler;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import java.io.IOException;

/**
 * A {@link TaskHandler} for payloads that are JSON, read as a record. A payload that can't be read as one is a dead letter at
 * once, with the reason {@code undecodable}: trying again would not help.
 *
 * <pre>{@code
 * record Thumbnail(URI image, int width) {}
 *
 * @Singleton
 * @HandlesType("thumbnail")
 * class Thumbnails extends JsonTaskHandler<Thumbnail> {
 *     Thumbnails(ObjectMapper json) {
 *         super(Thumbnail.class, json);
 *     }
 *
 *     protected Outcome handle(Thumbnail thumbnail, Attempt attempt) throws IOException {
 *         store(attempt.id(), shrink(thumbnail.image(), thumbnail.width()));
 *         return Outcome.succeeded();
 *     }
 * }
 * }</pre>
 *
 * @param <T> what the payload is read as
 */
public abstract class JsonTaskHandler<T> implements TaskHandler {

    private final Class<T> type;
    private final ObjectMapper json;

    protected JsonTaskHandler(Class<T> type, ObjectMapper json) {
        this.type = type;
        this.json = json;
    }

    /** Runs one attempt; see {@link TaskHandler#handle}. */
    protected abstract Outcome handle(T payload, Attempt attempt) throws Exception;

    @Override
    public final Outcome handle(Attempt attempt) throws Exception {
        T payload;
        try {
            payload = read(attempt.payload().bytes());
        } catch (JacksonException e) {
            return undecodable(e.getMessage());
        }
        return payload != null ? handle(payload, attempt) : undecodable("the payload is null");
    }

    private T read(byte[] payload) throws IOException {
        return json.readValue(payload, type);
    }

    private Outcome undecodable(String why) {
        String message = "the payload is not a " + type.getSimpleName() + " in JSON: " + Failures.oneLine(why);
        return new Outcome.Dead(new Failure(Reason.UNDECODABLE, message, why));
    }
}
