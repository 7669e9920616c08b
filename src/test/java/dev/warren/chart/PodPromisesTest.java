package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pod of every set of values. */
class PodPromisesTest {

    /** What a worker needs at its end besides its runs. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private static List<String> sets() {
        return Chart.names();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void workersGetLongerToEndThanTheirTasksMayTake(String set) {
        assertThat(Chart.ofSet(set).workers()).isNotEmpty().allSatisfy(worker -> {
            String timeout = worker.variable("WARREN_WORKER_TIMEOUT").orElseThrow();
            Duration drain = DurationConverter.parseDuration(
                    worker.variable("WARREN_WORKER_DRAIN_TIMEOUT").orElse(timeout));
            Duration grace = Duration.ofSeconds(
                    worker.spec().path("terminationGracePeriodSeconds").asLong());
            assertThat(grace).as(worker.name()).isGreaterThan(drain.plus(CLOSING));
        });
    }

    @Test
    void graceFollowsTheTaskTimeout() {
        Manifests manifests = Chart.with(Chart.BROKER
                + "workers: {slow: {handler: exec, exec: {command: make, killGrace: 20s}, timeout: 1h30m5s}}");
        assertThat(manifests
                        .pod("warren-worker-slow")
                        .spec()
                        .path("terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(5405 + 20 + 30);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void podsFitTheRestrictedSecurityStandard(String set) {
        assertThat(Chart.ofSet(set).pods()).isNotEmpty().allSatisfy(pod -> {
            JsonNode security = pod.spec().path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.spec().path("volumes"))
                    .noneSatisfy(volume -> assertThat(volume.has("hostPath")).isTrue());
            assertThat(pod.containers()).isNotEmpty().allSatisfy(PodPromisesTest::isConfined);
        });
    }

    private static void isConfined(JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void podsGetNoTokenByThemselvesAndNoVariablesOfServices(String set) {
        // A Service called warren-… would make variables that look like Warren's own.
        assertThat(Chart.ofSet(set).pods()).allSatisfy(pod -> {
            assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
        });
    }

    @Test
    void tokenIsForTheContainerThatSaysWhenItIsBusyAlone() {
        Manifests manifests = Chart.ofSet("push-values.yaml");
        assertThat(manifests.pods().filter(PodPromisesTest::hasToken).map(Pod::name))
                .containsExactly("warren-worker-emails", "warren-worker-reports");
        assertThat(manifests.pod("warren-worker-reports").containers().filter(PodPromisesTest::mountsToken))
                .extracting(container -> container.path("name").asText())
                .containsExactly("worker");
        assertThat(manifests.one("Role", "warren-pod-deletion-cost").at("/rules"))
                .hasToString("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"patch\"]}]");
        assertThat(manifests.pod("warren-worker-emails").variable("WARREN_POD_DELETION_COST"))
                .contains("true");
        assertThat(Chart.ofSet("keda-values.yaml").all("Role"))
                .as("where nothing says it")
                .isEmpty();
    }

    private static boolean hasToken(Pod pod) {
        return Pod.elements(pod.spec().path("volumes"))
                .anyMatch(volume -> volume.toString().contains("serviceAccountToken"));
    }

    private static boolean mountsToken(JsonNode container) {
        return Pod.elements(container.path("volumeMounts"))
                .anyMatch(mount -> mount.path("name").asText().equals("service-account"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyMountHasItsVolume(String set) {
        assertThat(Chart.ofSet(set).pods()).allSatisfy(pod -> assertThat(pod.containers()
                        .flatMap(container -> Pod.elements(container.path("volumeMounts")))
                        .map(mount -> mount.path("name").asText()))
                .as(pod.name())
                .isSubsetOf(volumes(pod)));
    }

    private static List<String> volumes(Pod pod) {
        List<String> claimed = pod.name().endsWith("-rabbitmq") ? List.of("data") : List.of();
        return Stream.concat(
                        claimed.stream(),
                        Pod.elements(pod.spec().path("volumes"))
                                .map(volume -> volume.path("name").asText()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void warrenCanWriteToTmp(String set) {
        assertThat(Chart.ofSet(set).pods().flatMap(Pod::processes))
                .allSatisfy(process -> assertThat(Pod.elements(process.path("volumeMounts"))
                                .map(mount -> mount.path("mountPath").asText()))
                        .contains("/tmp"));
    }

    @Test
    void platformMayPickTheUsers() {
        assertThat(Chart.ofSet("openshift-values.yaml").pods())
                .hasSizeGreaterThan(4)
                .allSatisfy(pod ->
                        assertThat(pod.template().toString()).doesNotContain("runAsUser", "runAsGroup", "fsGroup"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void memoryIsLimited(String set) {
        assertThat(Chart.ofSet(set)
                        .pods()
                        .flatMap(pod -> Pod.elements(pod.spec().path("containers"))))
                .allSatisfy(container -> assertThat(
                                container.at("/resources/limits/memory").asText())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyProcessIsProbed(String set) {
        assertThat(Chart.ofSet(set)
                        .pods()
                        .filter(pod -> !pod.name().endsWith("-test"))
                        .flatMap(Pod::processes))
                .allSatisfy(process -> {
                    assertThat(process.at("/startupProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/started");
                    assertThat(process.at("/readinessProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/ready");
                    assertThat(process.at("/livenessProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/live");
                });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void selectorsSelectTheirPods(String set) {
        Chart.ofSet(set).all("Deployment").forEach(deployment -> {
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            assertThat(deployment.at("/spec/selector/matchLabels").properties())
                    .isNotEmpty()
                    .allSatisfy(label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
        });
    }

    @Test
    void changeOfOneWorkerRestartsNoOther() {
        String values = Chart.BROKER + "workers: {a: {handler: exec, exec: {command: a}},"
                + " b: {handler: exec, exec: {command: b}, config: {quarkus.log.level: %s}}}\nqueues: {b: {maxLength: %s}}";
        Manifests before = Chart.with(values.formatted("INFO", 10));
        Manifests after = Chart.with(values.formatted("DEBUG", 20));
        assertThat(after.pod("warren-worker-a")).isEqualTo(before.pod("warren-worker-a"));
        assertThat(after.pod("warren-worker-b")).isNotEqualTo(before.pod("warren-worker-b"));
    }

    @Test
    void changeOfThePasswordRestarts() {
        String values = "rabbitmq: {host: rabbitmq, password: %s}\n";
        assertThat(Chart.with(values.formatted("one")).pod("warren-gateway"))
                .isNotEqualTo(Chart.with(values.formatted("two")).pod("warren-gateway"));
    }

    @Test
    void warrenIsCopiedIntoAnImageThatHasNone() {
        Pod worker = Chart.ofSet("keda-values.yaml").pod("warren-worker-reports");
        JsonNode process = worker.processes().findFirst().orElseThrow();
        assertThat(process.path("image").asText()).isEqualTo("registry.example.org/reports:7");
        assertThat(process.at("/command/0").asText()).startsWith("/opt/warren/");
        assertThat(worker.spec().at("/initContainers/0/image").asText()).startsWith("warren:");
        assertThat(worker.spec()
                        .at("/initContainers/0/volumeMounts/0/mountPath")
                        .asText())
                .isEqualTo("/opt/warren");
        assertThat(worker.spec().at("/securityContext/runAsUser").asInt()).isPositive();
    }
}
