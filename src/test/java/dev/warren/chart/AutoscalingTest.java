package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalingTest {

    private static final String WORKER = Chart.BROKER
            + "workers: {mails: {handler: exec, exec: {command: send}, concurrency: 7, autoscaling: {type: %s, %s}}}";

    private static List<String> sets() {
        return Chart.names();
    }

    private static JsonNode scaledObject(String autoscaling) {
        return Chart.with(WORKER.formatted("keda", autoscaling)).one("ScaledObject", "warren-worker-mails");
    }

    private static JsonNode trigger(String autoscaling) {
        return scaledObject(autoscaling).at("/spec/triggers/0/metadata");
    }

    @Test
    void runningTasksCount() {
        JsonNode trigger = trigger("");
        assertThat(trigger.path("protocol").asText()).isEqualTo("http");
        assertThat(trigger.path("mode").asText()).isEqualTo("QueueLength");
        assertThat(trigger.path("excludeUnacknowledged").asText()).isEqualTo("false");
        assertThat(trigger.path("queueName").asText()).isEqualTo("mails");
    }

    @Test
    void thereIsAReplicaForAsManyTasksAsOneHasSlots() {
        assertThat(trigger("").path("value").asText()).isEqualTo("7");
        assertThat(trigger("tasksPerReplica: 21").path("value").asText()).isEqualTo("21");
    }

    @Test
    void jobTakesItsTasksAndEndsAndTheDeploymentIsGone() {
        Manifests manifests = Chart.with(WORKER.formatted("keda", "kind: job, jobs: {tasks: 3, maxIdle: 20s}"));
        JsonNode job = manifests.one("ScaledJob", "warren-worker-mails");
        Pod pod = manifests.pod("warren-worker-mails");
        assertThat(job.at("/spec/triggers/0/metadata/value").asText()).isEqualTo("3");
        assertThat(job.at("/spec/triggers/0/metadata/protocol").asText()).isEqualTo("http");
        assertThat(job.at("/spec/rollout/strategy").asText())
                .as("running jobs outlive an upgrade")
                .isEqualTo("gradual");
        assertThat(pod.variable("WARREN_WORKER_MAX_TASKS")).contains("3");
        assertThat(pod.variable("WARREN_WORKER_MAX_IDLE")).contains("20s");
        assertThat(pod.variable("WARREN_WORKER_CONCURRENCY"))
                .as("no more slots than tasks")
                .contains("3");
        assertThat(pod.spec().path("restartPolicy").asText()).isEqualTo("Never");
        assertThat(manifests.all("Deployment"))
                .noneMatch(deployment -> Manifests.name(deployment).equals("warren-worker-mails"));
        assertThat(manifests.all("PodDisruptionBudget"))
                .noneMatch(budget -> Manifests.name(budget).equals("warren-worker-mails"));
    }

    @Test
    void gatewayTellsKedaBesideItsPollWhereThatIsSaid() {
        Manifests manifests = Chart.with(WORKER.formatted("keda", "push: true, tasksPerReplica: 9"));
        JsonNode triggers = manifests.one("ScaledObject", "warren-worker-mails").at("/spec/triggers");
        assertThat(triggers)
                .extracting(trigger -> trigger.path("type").asText())
                .containsExactly("rabbitmq", "external-push");
        assertThat(triggers.at("/1/metadata/queueName").asText()).isEqualTo("mails");
        assertThat(triggers.at("/1/metadata/value").asText()).isEqualTo("9");
        assertThat(manifests
                        .one("ScaledObject", "warren-worker-mails")
                        .path("spec")
                        .has("fallback"))
                .as("KEDA would not ask again a gateway that was not there at first")
                .isFalse();
        assertThat(manifests.pod("warren-gateway").variable("WARREN_SCALER_ENABLED"))
                .contains("true");
        String address = triggers.at("/1/metadata/scalerAddress").asText();
        JsonNode service = manifests.one("Service", "warren-scaler");
        assertThat(address)
                .isEqualTo("warren-scaler.warren.svc:"
                        + service.at("/spec/ports/0/port").asText());
        assertThat(service.at("/spec/selector"))
                .isEqualTo(manifests.one("Service", "warren-gateway").at("/spec/selector"));
        assertThat(service.at("/spec/ports/0/targetPort").asText())
                .isEqualTo(manifests
                        .pod("warren-gateway")
                        .spec()
                        .at("/containers/0/ports/1/name")
                        .asText());
    }

    @Test
    void whatIsForKedaIsNotPublishedWithTheGateway() {
        Manifests manifests =
                Chart.with(WORKER.formatted("keda", "push: true") + "\ngateway: {service: {type: LoadBalancer}}");
        assertThat(manifests.one("Service", "warren-gateway").at("/spec/ports"))
                .extracting(port -> port.path("name").asText())
                .containsExactly("http");
        assertThat(manifests.one("Service", "warren-scaler").path("spec").has("type"))
                .isFalse();
    }

    @Test
    void gatewayListensForNobodyWhereNothingSaysIt() {
        Manifests manifests = Chart.with(WORKER.formatted("keda", ""));
        assertThat(manifests.pod("warren-gateway").variable("WARREN_SCALER_ENABLED"))
                .isEmpty();
        assertThat(manifests.all("Service").map(Manifests::name)).doesNotContain("warren-scaler");
        assertThat(manifests.one("ScaledObject", "warren-worker-mails").at("/spec/triggers"))
                .hasSize(1);
    }

    @Test
    void workersCanGoToZero() {
        assertThat(scaledObject("").at("/spec/minReplicaCount").asInt(-1)).isZero();
    }

    @Test
    void statisticsThatAreAwayTakeNoWorkersAway() {
        JsonNode fallback = scaledObject("fallback: {replicas: 3}").at("/spec/fallback");
        assertThat(fallback.path("behavior").asText()).isEqualTo("currentReplicasIfHigher");
        assertThat(fallback.path("replicas").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keda", "cpu"})
    void upIsFastAndDownIsSlowAndOneAtATime(String type) {
        Manifests manifests = Chart.with(WORKER.formatted(type, "minReplicas: 1"));
        JsonNode behavior = type.equals("cpu")
                ? manifests
                        .one("HorizontalPodAutoscaler", "warren-worker-mails")
                        .at("/spec/behavior")
                : manifests
                        .one("ScaledObject", "warren-worker-mails")
                        .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior");
        assertThat(behavior.at("/scaleUp/stabilizationWindowSeconds").asInt(-1)).isZero();
        assertThat(behavior.at("/scaleDown/stabilizationWindowSeconds").asInt()).isGreaterThanOrEqualTo(120);
        assertThat(behavior.at("/scaleDown/policies")).hasSize(1);
        assertThat(behavior.at("/scaleDown/policies/0/type").asText()).isEqualTo("Pods");
        assertThat(behavior.at("/scaleDown/policies/0/value").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void replicasAreLeftToTheAutoscaler(String set) {
        Manifests manifests = Chart.ofSet(set);
        Stream.of("ScaledObject", "HorizontalPodAutoscaler")
                .flatMap(manifests::all)
                .map(scaled -> manifests.one(
                        "Deployment", scaled.at("/spec/scaleTargetRef/name").asText()))
                .forEach(deployment ->
                        assertThat(deployment.path("spec").has("replicas")).isFalse());
    }

    @Test
    void withoutKedaNothingOfItIsThere() {
        Manifests manifests = Chart.ofSet("no-keda-values.yaml");
        assertThat(manifests.resources())
                .noneSatisfy(resource ->
                        assertThat(resource.path("apiVersion").asText()).startsWith("keda.sh"));
        assertThat(manifests
                        .one("Deployment", "warren-worker-emails")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void kedaLogsInAsTheUserThatOnlyMonitors() {
        Manifests manifests = Chart.ofSet("keda-values.yaml");
        JsonNode authentication = manifests.one("TriggerAuthentication", "warren-rabbitmq");
        assertThat(authentication.at("/spec/secretTargetRef")).hasSize(2).allSatisfy(reference -> assertThat(
                        reference.path("name").asText())
                .isEqualTo("keda-monitor"));
        assertThat(manifests.all("ScaledObject")).isNotEmpty().allSatisfy(scaled -> assertThat(
                        scaled.at("/spec/triggers/0/authenticationRef/name").asText())
                .isEqualTo("warren-rabbitmq"));
    }

    @Test
    void authorityOfTheManagementApiIsTrusted() {
        Manifests manifests = Chart.ofSet("production-values.yaml");
        JsonNode authentication = manifests.one("TriggerAuthentication", "warren-rabbitmq");
        assertThat(Pod.elements(authentication.at("/spec/secretTargetRef"))
                        .map(reference -> reference.path("parameter").asText()))
                .contains("ca");
        String settings = authentication.at("/spec/configMapTargetRef/0/name").asText();
        assertThat(manifests.one("ConfigMap", settings).at("/data/tls").asText())
                .isEqualTo("enable");
    }
}
