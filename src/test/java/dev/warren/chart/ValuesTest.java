package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static List<String> sets() {
        return Chart.names();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void shippedSetsPassHelmLint(String set) throws IOException {
        LintResult result = Chart.lint(Chart.DIRECTORY.resolve("ci").resolve(set));
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rabitmq: {}",
                "gateway: {replica: 1}",
                "rabbitmq: {tls: {enable: true}}",
                "workerDefaults: {concurency: 1}",
                "workers: {a: {handler: exec, exec: {comand: x}}}",
                "workers: {a: {autoscaling: {maxReplica: 1}}}",
                "workers: {a: {autoscaling: {scaleDown: {stabilization: 1}}}}",
                "queues: {a: {max-length: 1}}",
                "securityContext: {readonlyRootFilesystem: true}",
                "metrics: {serviceMonitor: {enabled: true}}"
            })
    void misspeltValueIsRefused(String values) {
        assertThatThrownBy(() -> Chart.with(Chart.BROKER + values)).hasMessageContaining("additional properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workers: {a: {timeout: ten minutes}}",
                "workers: {a: {timeout: ''}}",
                "workers: {a: {concurrency: 0}}",
                "workers: {a: {autoscaling: {fallback: {replicas: 0}}}}",
                "workers: {a: {handler: shell}}",
                "workers: {Mails: {}}",
                "workers: {a-name-that-is-much-too-long: {}}",
                "queues: {a b: {}}",
                "queues: {a: {kind: stream}}",
                "queues: {a: {maxPriority: 10}}",
                "rabbitmq: {management: {url: 'http://user:password@rabbitmq:15672'}}"
            })
    void wrongValueIsRefused(String values) {
        assertThatThrownBy(() -> Chart.with(values))
                .hasMessageContaining("don't meet the specifications of the schema");
    }

    @Test
    void schemaKnowsTheValuesThatThereAre() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
        JsonNode values =
                Manifests.YAML.readTree(Chart.DIRECTORY.resolve("values.yaml").toFile());
        List<String> missing = new ArrayList<>();
        findMissing(schema, schema, values, "", missing);
        assertThat(missing).containsExactly(".global");
    }

    private static final List<String> OF_KUBERNETES = List.of("resources", "podSecurityContext", "securityContext");

    /** Properties of objects that {@code values.yaml} has a default of, but not of this one. */
    private static void findMissing(JsonNode root, JsonNode schema, JsonNode values, String at, List<String> missing) {
        JsonNode resolved =
                schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
        resolved.path("properties").properties().forEach(property -> {
            String path = at + "." + property.getKey();
            JsonNode value = values.path(property.getKey());
            if (value.isMissingNode()) {
                missing.add(path);
            } else if (!value.isEmpty() && !OF_KUBERNETES.contains(property.getKey())) {
                findMissing(root, property.getValue(), value, path, missing);
            }
        });
    }

    @Test
    void falseAndZeroOfAWorkerWinOverTheDefaults() {
        Manifests manifests = Chart.with(Chart.BROKER + """
                workerDefaults: {autoscaling: {type: keda, minReplicas: 2}}
                workers:
                  a: {handler: exec, exec: {command: a}, autoscaling: {minReplicas: 0}, shareProcessNamespace: false}
                  b: {enabled: false}
                """);
        assertThat(manifests
                        .one("ScaledObject", "warren-worker-a")
                        .at("/spec/minReplicaCount")
                        .asInt(-1))
                .isZero();
        assertThat(manifests.pod("warren-worker-a").spec().has("shareProcessNamespace"))
                .isFalse();
        assertThat(manifests.workers()).hasSize(1);
    }
}
