package dev.warren.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A pod, or the template of pods.
 *
 * @param name of the pod, or of what the template belongs to
 */
public record Pod(String name, JsonNode template) {

    JsonNode spec() {
        return template.path("spec");
    }

    /** All of them, those that run before the others as well. */
    public Stream<JsonNode> containers() {
        return Stream.concat(elements(spec().path("initContainers")), elements(spec().path("containers")));
    }

    /** Those in which Warren runs. */
    public Stream<JsonNode> processes() {
        return containers().filter(container -> container.at("/args/0").asText().equals("serve"));
    }

    /** Variables of the Warren in it that have a value of their own. */
    Optional<String> variable(String name) {
        return processes()
                .flatMap(process -> elements(process.path("env")))
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst();
    }

    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
