package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schema allows comes out as it was meant. */
class OddValuesTest {

    private static final String MONITORED = Chart.BROKER + """
            metrics:
              podMonitor: {enabled: true, labels: {release: monitoring}}
              prometheusRule: {enabled: true, alertLabels: {severity: page}}
            commonLabels: {release: platform, app.kubernetes.io/part-of: shop, app.kubernetes.io/component: mine}
            """;

    @Test
    void labelsThatWarrenHasItselfAreThereOnce() {
        Manifests manifests = Chart.with(MONITORED);
        JsonNode labels = manifests.one("PodMonitor", "warren").at("/metadata/labels");

        assertThat(labels.path("release").asText()).isEqualTo("monitoring");
        assertThat(labels.path("app.kubernetes.io/part-of").asText()).isEqualTo("shop");
        assertThat(labels.path("app.kubernetes.io/component").asText())
                .as("selects")
                .isEqualTo("monitoring");
        assertThat(Pod.elements(manifests.one("PrometheusRule", "warren").at("/spec/groups/0/rules"))
                        .map(rule -> rule.at("/labels/severity").asText())
                        .distinct())
                .containsExactly("page");
    }

    @Test
    void largeNumbersAreWrittenOut() {
        Pod pod = Chart.with(Chart.BROKER + "workers: {a: {handler: exec, exec: {command: cat, outputLimit: 1048576},"
                        + " retry: {attempts: 1000000}}}")
                .pod("warren-worker-a");

        assertThat(pod.variable("WARREN_WORKER_EXEC_OUTPUT_LIMIT")).hasValue("1048576");
        assertThat(pod.variable("WARREN_WORKER_RETRY_ATTEMPTS")).hasValue("1000000");
    }

    @Test
    void namesThatLookLikeSomethingElseAreNames() {
        Manifests manifests = Chart.with("""
                rabbitmq: {create: cluster}
                topology: {enabled: true}
                workers: {"no": {handler: exec, exec: {command: cat}, queue: "2024"}}
                tests: {queue: "007"}
                """);

        assertThat(manifests.pods().filter(pod -> pod.name().equals("warren-worker-no")))
                .singleElement()
                .matches(pod ->
                        pod.template().at("/metadata/labels/warren.dev~1worker").isTextual());
        assertThat(manifests.all("Binding").map(binding -> binding.at("/spec/routingKey")))
                .isNotEmpty()
                .allMatch(JsonNode::isTextual);
        assertThat(manifests.all("Queue").map(queue -> queue.at("/spec/name")))
                .isNotEmpty()
                .allMatch(JsonNode::isTextual);
        assertThat(manifests.pod("warren-test").containers().flatMap(container -> Pod.elements(container.path("env"))))
                .filteredOn(variable -> variable.path("name").asText().endsWith("QUEUE"))
                .isNotEmpty()
                .allMatch(variable -> variable.path("value").isTextual());
    }

    @Test
    void clusterIsPulledWithTheSameSecrets() {
        Manifests manifests = Chart.with("rabbitmq: {create: cluster}\nimagePullSecrets: [{name: registry}]");

        assertThat(manifests.all("RabbitmqCluster").map(cluster -> cluster.at("/spec/imagePullSecrets/0/name")
                        .asText()))
                .containsExactly("registry");
    }

    @Test
    void monitorsPasswordRestartsOnlyAGatewayThatUsesIt() {
        assertThat(checksum("gateway: {inspects: true}", "a")).isNotEqualTo(checksum("gateway: {inspects: true}", "b"));
        assertThat(List.of(checksum("gateway: {inspects: false}", "a"), checksum("gateway: {inspects: false}", "b")))
                .containsOnly("");
    }

    private static String checksum(String gateway, String password) {
        String values = "rabbitmq: {host: mq, password: p, monitor: {username: m, password: " + password + "}}\n";
        return Chart.with(values + gateway)
                .pod("warren-gateway")
                .template()
                .at("/metadata/annotations")
                .path("checksum/monitor")
                .asText();
    }
}
