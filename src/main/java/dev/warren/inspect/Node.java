package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A node of the cluster. Of one that does not run, little is told.
 *
 * @param version of RabbitMQ
 * @param memory used, in bytes; beyond the limit nobody may publish
 * @param diskFree in bytes; below the limit nobody may publish
 * @param uptimeSeconds how long it has been running
 * @param alarms what keeps the cluster from taking messages: {@code memory}, {@code disk}
 * @param partitions nodes that it can't see
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Node(
        String name,
        boolean running,
        Optional<String> version,
        Optional<Long> memory,
        Optional<Long> memoryLimit,
        Optional<Long> diskFree,
        Optional<Long> diskFreeLimit,
        Optional<Long> files,
        Optional<Long> filesLimit,
        Optional<Long> uptimeSeconds,
        List<String> alarms,
        List<String> partitions) {

    static final String COLUMNS = "name,running,applications,mem_used,mem_limit,mem_alarm,disk_free,disk_free_limit,"
            + "disk_free_alarm,fd_used,fd_total,uptime,partitions";

    static Node of(JsonNode told) {
        return new Node(
                told.path("name").asText(),
                told.path("running").asBoolean(),
                version(told.path("applications")),
                Told.count(told, "mem_used"),
                Told.count(told, "mem_limit"),
                Told.count(told, "disk_free"),
                Told.count(told, "disk_free_limit"),
                Told.count(told, "fd_used"),
                Told.count(told, "fd_total"),
                Told.count(told, "uptime")
                        .map(millis -> Duration.ofMillis(millis).toSeconds()),
                alarms(told),
                Told.texts(told, "partitions"));
    }

    private static Optional<String> version(JsonNode applications) {
        for (JsonNode application : applications) {
            if (application.path("name").asText().equals("rabbit")) {
                return Told.text(application, "version");
            }
        }
        return Optional.empty();
    }

    private static List<String> alarms(JsonNode told) {
        boolean memory = told.path("mem_alarm").asBoolean();
        boolean disk = told.path("disk_free_alarm").asBoolean();
        return memory ? disk ? List.of("memory", "disk") : List.of("memory") : disk ? List.of("disk") : List.of();
    }
}
