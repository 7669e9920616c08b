package dev.warren.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of {@code k8s/} that is made from the chart.
 *
 * @param file below {@code k8s/}
 * @param values what the chart is rendered with
 * @param kinds which resources are in it
 * @param component and of which component; any if empty
 */
record Part(String file, String values, List<String> kinds, String component) {

    private static final String BASE = """
            image: {tag: dev}
            workers:
              demo: {handler: exec, exec: {command: "cat; sleep 5"}, autoscaling: {type: keda}}
            """;

    private static final String EXISTING = BASE + """
            rabbitmq:
              existingSecret: warren-broker
              port: 5672
              management: {url: "http://warren-rabbitmq.warren.svc:15672"}
              monitor: {existingSecret: warren-monitor}
            networkPolicy: {enabled: true}
            metrics: {podMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}
            """;

    private static final String FIXED = EXISTING.replace("type: keda", "type: none");

    private static final String JOBS = EXISTING.replace("type: keda", "type: keda, kind: job");

    private static final String PUSH = EXISTING.replace("type: keda", "type: keda, push: true");

    private static final String COSTS = FIXED.replace("handler: exec,", "handler: exec, podDeletionCost: true,");

    private static final String NODE =
            BASE + "rabbitmq: {create: statefulset, password: for-development, monitor: {password: for-development}}\n";

    private static final String OPERATORS = BASE + "rabbitmq: {create: cluster}\ntopology: {enabled: true}\n";

    static final List<Part> ALL = List.of(
            new Part("base/service-account.yaml", FIXED, List.of("ServiceAccount"), ""),
            new Part("base/gateway.yaml", FIXED, List.of("Deployment", "Service", "PodDisruptionBudget"), "gateway"),
            new Part("base/worker.yaml", FIXED, List.of("Deployment", "PodDisruptionBudget"), "worker"),
            new Part("components/keda/scaled-object.yaml", EXISTING, List.of("ScaledObject"), ""),
            new Part("components/keda/trigger-authentication.yaml", EXISTING, List.of("TriggerAuthentication"), ""),
            new Part("components/keda-job/scaled-job.yaml", JOBS, List.of("ScaledJob"), ""),
            new Part("components/keda-job/trigger-authentication.yaml", JOBS, List.of("TriggerAuthentication"), ""),
            new Part("components/push/scaler-service.yaml", PUSH, List.of("Service"), "scaler"),
            new Part("components/pod-deletion-cost/rbac.yaml", COSTS, List.of("Role", "RoleBinding"), ""),
            new Part("components/monitoring/pod-monitor.yaml", EXISTING, List.of("PodMonitor"), ""),
            new Part("components/monitoring/alerts.yaml", EXISTING, List.of("PrometheusRule"), ""),
            new Part("components/monitoring/dashboard.yaml", EXISTING, List.of("ConfigMap"), "monitoring"),
            new Part("components/network-policies/network-policies.yaml", EXISTING, List.of("NetworkPolicy"), ""),
            new Part(
                    "components/rabbitmq/rabbitmq.yaml",
                    NODE,
                    List.of("Secret", "Service", "StatefulSet"),
                    "rabbitmq|broker"),
            new Part("components/rabbitmq-operator/rabbitmq-cluster.yaml", OPERATORS, List.of("RabbitmqCluster"), ""),
            new Part(
                    "components/topology-operator/topology.yaml",
                    OPERATORS,
                    List.of("Exchange", "Queue", "Binding", "User", "Permission"),
                    ""));

    /** Which properties files of the base are made from the chart. */
    static final List<String> PROPERTIES = List.of("gateway.properties", "worker-demo.properties");

    private static final String HEADER =
            "# Written from helm/warren by ManifestsTest: mvn test -Dtest=ManifestsTest -Dupdate\n";

    private static final YAMLMapper READABLE = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    /** What the file has to be. */
    String text() {
        return Chart.with(values).resources().stream()
                .filter(this::isWithin)
                .map(Part::withoutHelm)
                .map(Part::write)
                .collect(Collectors.joining("", HEADER, ""));
    }

    static String properties(String file) {
        return Chart.with(FIXED)
                .one("ConfigMap", "warren")
                .path("data")
                .path(file)
                .asText();
    }

    private boolean isWithin(JsonNode resource) {
        String of = resource.at("/metadata/labels")
                .path("app.kubernetes.io/component")
                .asText();
        return kinds.contains(resource.path("kind").asText()) && (component.isEmpty() || of.matches(component));
    }

    /** Without the marks of a Helm release; kustomize restarts what reads a changed ConfigMap by its name. */
    static JsonNode withoutHelm(JsonNode resource) {
        ObjectNode plain = resource.deepCopy();
        for (JsonNode metadata : List.of(
                plain.path("metadata"),
                plain.at("/spec/template/metadata"),
                plain.at("/spec/jobTargetRef/template/metadata"))) {
            if (metadata.path("labels") instanceof ObjectNode labels) {
                labels.remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by", "app.kubernetes.io/version"));
            }
            if (metadata instanceof ObjectNode own && own.path("annotations") instanceof ObjectNode annotations) {
                annotations.remove(List.of(
                        "checksum/config", "checksum/broker", "checksum/definitions", "helm.sh/resource-policy"));
                if (annotations.isEmpty()) {
                    own.remove("annotations");
                }
            }
        }
        return plain;
    }

    private static String write(JsonNode resource) {
        try {
            return READABLE.writeValueAsString(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
