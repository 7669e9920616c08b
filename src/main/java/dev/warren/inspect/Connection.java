package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection to the broker.
 *
 * @param client the name that the client gave it: {@code warren publish HOST/PID} and the like for Warren's
 * @param state such as {@code running}; {@code blocked} where it may not publish, for the broker is short of memory or disk
 * @param since when it was made
 * @param user who it is; not told by a gateway
 * @param peer its address; not told by a gateway
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Connection(
        Optional<String> client,
        Optional<String> state,
        Optional<Long> channels,
        Optional<String> protocol,
        Optional<Boolean> tls,
        Optional<Instant> since,
        Optional<String> node,
        Optional<String> user,
        Optional<String> peer) {

    static final String NAME = "name";
    static final String CLIENT = "user_provided_name";
    static final String COLUMNS =
            "name,user_provided_name,state,channels,protocol,ssl,connected_at,node,user,peer_host,peer_port,vhost";

    static Connection of(JsonNode told) {
        return new Connection(
                Told.text(told, CLIENT),
                Told.text(told, "state"),
                Told.count(told, "channels"),
                Told.text(told, "protocol"),
                Told.flag(told, "ssl"),
                Told.millis(told, "connected_at"),
                Told.text(told, "node"),
                Told.text(told, "user"),
                peer(told));
    }

    static Optional<String> peer(JsonNode told) {
        return Told.text(told, "peer_host")
                .map(host -> host + ":" + told.path("peer_port").asText());
    }

    public Connection withoutPerson() {
        return new Connection(client, state, channels, protocol, tls, since, node, Optional.empty(), Optional.empty());
    }
}
