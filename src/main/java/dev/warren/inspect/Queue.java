package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A queue. What is absent was not told: RabbitMQ has no statistics of a queue in its first seconds, and AMQP alone tells only
 * what is ready and how many consume.
 *
 * @param paused whether workers are told to run none of its tasks
 * @param ready messages that wait
 * @param unacknowledged messages that consumers have; tasks that run
 * @param dead messages in the queue of its dead letters
 * @param oldest when the message at its head was published: told of classic queues, where the message says it
 * @param memory in bytes
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Queue(
        String name,
        QueueUse use,
        Optional<String> type,
        Optional<Boolean> durable,
        Optional<String> state,
        Optional<Boolean> paused,
        Optional<Long> ready,
        Optional<Long> unacknowledged,
        Optional<Long> dead,
        Optional<Long> consumers,
        Optional<Rates> rates,
        Optional<Instant> oldest,
        Optional<Long> memory,
        Optional<String> node,
        Optional<String> policy,
        Map<String, JsonNode> arguments) {

    /** What {@link #of} reads, so that RabbitMQ sends nothing else. */
    static final String COLUMNS = "name,type,durable,state,messages_ready,messages_unacknowledged,consumers,"
            + "message_stats.publish_details.rate,message_stats.deliver_get_details.rate,"
            + "message_stats.ack_details.rate,head_message_timestamp,memory,node,policy,arguments";

    /** @param dead depth of the queue of its dead letters, if it has one */
    static Queue of(JsonNode told, Optional<Long> dead, boolean paused) {
        String name = told.path("name").asText();
        Map<String, JsonNode> arguments = Told.table(told, "arguments");
        return new Queue(
                name,
                Names.useOf(name, arguments, dead.isPresent()),
                Told.text(told, "type"),
                Told.flag(told, "durable"),
                Told.text(told, "state"),
                Optional.of(paused),
                Told.count(told, "messages_ready"),
                Told.count(told, "messages_unacknowledged"),
                dead,
                Told.count(told, "consumers"),
                Rates.of(told.path("message_stats")),
                Told.seconds(told, "head_message_timestamp"),
                Told.count(told, "memory"),
                Told.text(told, "node"),
                Told.text(told, "policy"),
                arguments);
    }

    /** What AMQP alone tells of a queue. */
    public static Queue ofCounts(String name, long ready, long consumers, Optional<Long> dead) {
        return new Queue(
                name,
                Names.useOf(name, Map.of(), dead.isPresent()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ready),
                Optional.empty(),
                dead,
                Optional.of(consumers),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** For people: that it is paused says more than that RabbitMQ has it running. */
    public Optional<String> describeState() {
        return paused.orElse(false) ? Optional.of("paused") : state;
    }

    /** Messages that are in it, waiting or with consumers. */
    static Optional<Long> depth(JsonNode told) {
        return Told.count(told, "messages_ready")
                .map(ready ->
                        ready + Told.count(told, "messages_unacknowledged").orElse(0L));
    }
}
