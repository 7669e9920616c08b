package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * An exchange.
 *
 * @param name empty for the default exchange
 * @param warrens whether it is one of Warren's own
 * @param in messages per second that are published to it; absent where RabbitMQ has counted none
 * @param out messages per second that it gives out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Exchange(
        String name,
        String type,
        boolean durable,
        boolean autoDelete,
        boolean internal,
        boolean warrens,
        Optional<Double> in,
        Optional<Double> out,
        Map<String, JsonNode> arguments) {

    static final String COLUMNS = "name,type,durable,auto_delete,internal,arguments,"
            + "message_stats.publish_in_details.rate,message_stats.publish_out_details.rate";

    static Exchange of(JsonNode told) {
        String name = told.path("name").asText();
        Optional<JsonNode> statistics = Optional.of(told.path("message_stats")).filter(JsonNode::isObject);
        return new Exchange(
                name,
                told.path("type").asText(),
                told.path("durable").asBoolean(),
                told.path("auto_delete").asBoolean(),
                told.path("internal").asBoolean(),
                Names.isWarrensExchange(name),
                statistics.map(counted -> Told.rate(counted, "publish_in")),
                statistics.map(counted -> Told.rate(counted, "publish_out")),
                Told.table(told, "arguments"));
    }
}
