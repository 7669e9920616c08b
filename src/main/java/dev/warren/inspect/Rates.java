package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Messages per second, over the last few seconds.
 *
 * @param publish those that came in
 * @param deliver those handed out, again and again included
 * @param acknowledge those done
 */
public record Rates(double publish, double deliver, double acknowledge) {

    /** Nothing where RabbitMQ has counted nothing: not since its start, or not at all. */
    static Optional<Rates> of(JsonNode statistics) {
        return statistics.isObject()
                ? Optional.of(new Rates(
                        Told.rate(statistics, "publish"),
                        Told.rate(statistics, "deliver_get"),
                        Told.rate(statistics, "ack")))
                : Optional.empty();
    }

    public Rates plus(Rates other) {
        return new Rates(publish + other.publish, deliver + other.deliver, acknowledge + other.acknowledge);
    }
}
