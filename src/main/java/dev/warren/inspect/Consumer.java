package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * Someone who takes from a queue.
 *
 * @param client the name that the client gave its connection: {@code warren consume QUEUE HOST/PID} for a worker
 * @param prefetch how many messages it takes before it has done some; a worker's slots; 0 is no limit
 * @param acknowledges whether it says when a message is done; otherwise it counts as done when it is sent
 * @param active false for one that waits for its turn, on a queue with a single active consumer
 * @param user who it is; not told by a gateway
 * @param peer its address; not told by a gateway
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Consumer(
        String queue,
        String tag,
        Optional<String> client,
        long prefetch,
        boolean acknowledges,
        boolean exclusive,
        boolean active,
        Optional<String> user,
        Optional<String> peer) {

    /** @param clients names that clients gave their connections, by RabbitMQ's */
    static Consumer of(JsonNode told, Map<String, String> clients) {
        JsonNode channel = told.path("channel_details");
        return new Consumer(
                told.path("queue").path("name").asText(),
                told.path("consumer_tag").asText(),
                Told.text(channel, "connection_name").map(clients::get),
                told.path("prefetch_count").asLong(),
                told.path("ack_required").asBoolean(),
                told.path("exclusive").asBoolean(),
                told.path("active").asBoolean(true),
                Told.text(channel, "user"),
                Connection.peer(channel));
    }

    public Consumer withoutPerson() {
        return new Consumer(
                queue, tag, client, prefetch, acknowledges, exclusive, active, Optional.empty(), Optional.empty());
    }
}
