package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Kubernetes resources. */
public record Manifests(List<JsonNode> resources) {

    /** Some that read manifests refuse a key that is there twice, others take the last one. */
    static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Manifests of(String yaml) {
        try (YAMLParser parser = (YAMLParser) YAML.getFactory().createParser(yaml)) {
            return new Manifests(YAML.readValues(parser, JsonNode.class).readAll().stream()
                    .filter(JsonNode::isObject)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Stream<JsonNode> all(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind, String name) {
        List<JsonNode> found =
                all(kind).filter(resource -> name(resource).equals(name)).toList();
        assertThat(found).as("%s %s", kind, name).hasSize(1);
        return found.get(0);
    }

    /** Pods, and the templates of pods. */
    public Stream<Pod> pods() {
        return resources.stream().flatMap(resource -> switch (resource.path("kind")
                .asText()) {
            case "Pod" -> Stream.of(new Pod(name(resource), resource));
            case "Deployment", "StatefulSet" -> Stream.of(new Pod(name(resource), resource.at("/spec/template")));
            case "ScaledJob" -> Stream.of(new Pod(name(resource), resource.at("/spec/jobTargetRef/template")));
            default -> Stream.empty();
        });
    }

    Pod pod(String name) {
        return pods().filter(pod -> pod.name().equals(name)).findFirst().orElseThrow();
    }

    /** Pods of workers. */
    Stream<Pod> workers() {
        return pods().filter(pod -> pod.template()
                .at("/metadata/labels")
                .path("app.kubernetes.io/component")
                .asText()
                .equals("worker"));
    }

    static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }
}
