package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain manifests in {@code k8s/} are the chart's. */
class ManifestsTest {

    private static final Path DIRECTORY = Path.of("k8s");

    private static List<Part> parts() {
        return Part.ALL;
    }

    private static List<String> properties() {
        return Part.PROPERTIES;
    }

    @ParameterizedTest
    @MethodSource("parts")
    void resourcesAreThoseOfTheChart(Part part) throws IOException {
        assertIs(DIRECTORY.resolve(part.file()), part.text());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesAreThoseOfTheChart(String file) throws IOException {
        assertIs(DIRECTORY.resolve("base").resolve(file), Part.properties(file));
    }

    private static void assertIs(Path file, String text) throws IOException {
        if (System.getProperty("update") != null) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("is not what the chart says. To write it anew: mvn test -Dtest=ManifestsTest -Dupdate")
                .hasContent(text);
    }

    /**
     * Skipped where there is no kubectl: nothing else builds kustomizations, neither Maven nor Debian has one that knows
     * components.
     */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "scale-to-zero", "push", "jobs", "production", "operator"})
    void overlaysAreWhatHelmMakesOfTheirValues(String overlay) throws IOException, InterruptedException {
        assumeThat(kubectl("version", "--client").waitFor())
                .as("kubectl is there")
                .isZero();
        Path directory = DIRECTORY.resolve("overlays").resolve(overlay);
        Process build = kubectl("kustomize", directory.toString());
        Map<String, JsonNode> built =
                plain(Manifests.of(new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
        Map<String, JsonNode> rendered = plain(Chart.with(directory.resolve("values.yaml")));

        assertThat(built).containsOnlyKeys(rendered.keySet());
        assertThat(built).allSatisfy((name, resource) -> assertThat(resource).isEqualTo(rendered.get(name)));
    }

    /** Ends with an error where there is no kubectl. */
    private static Process kubectl(String... arguments) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(Stream.of("/bin/sh", "-c", "exec kubectl \"$@\"", "sh"), Stream.of(arguments))
                                .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** By kind and name, without what only one of the two ways has. */
    private static Map<String, JsonNode> plain(Manifests manifests) {
        Map<String, JsonNode> plain = new TreeMap<>();
        manifests.resources().stream()
                .filter(resource -> !List.of("Namespace", "Pod")
                        .contains(resource.path("kind").asText()))
                .map(Part::withoutHelm)
                .map(ManifestsTest::withoutKustomize)
                .forEach(resource ->
                        plain.put(resource.path("kind").asText() + " " + Manifests.name(resource), resource));
        return plain;
    }

    /** Names of generated ConfigMaps end with their hash. */
    private static JsonNode withoutKustomize(JsonNode resource) {
        ((ObjectNode) resource.path("metadata")).remove("namespace");
        if (resource.path("kind").asText().equals("ConfigMap")
                && resource.path("data").has("gateway.properties")) {
            ((ObjectNode) resource)
                    .replace("metadata", Manifests.YAML.createObjectNode().put("name", "warren"));
        }
        for (String template : List.of("/spec/template", "/spec/jobTargetRef/template")) {
            for (JsonNode volume : resource.at(template + "/spec/volumes")) {
                if (volume.path("configMap") instanceof ObjectNode map) {
                    map.put("name", map.path("name").asText().replaceFirst("^warren-[a-z0-9]{10}$", "warren"));
                }
            }
        }
        return resource;
    }
}
