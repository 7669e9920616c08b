package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BrokerSettingsTest {

    /** In the values sets, and put into the values of these tests. */
    private static final String SECRET = "not-a-real";

    private static final String WORKER_BY_KEDA =
            "workers: {a: {handler: exec, exec: {command: a}, autoscaling: {type: keda}}}\n";

    private static List<String> sets() {
        return Chart.names();
    }

    /** The keys that variables of the gateway are read from, with the name of their Secret. */
    private static Map<String, String> references(Manifests manifests) {
        Map<String, String> references = new HashMap<>();
        manifests
                .pod("warren-gateway")
                .processes()
                .flatMap(process -> Pod.elements(process.path("env")))
                .filter(variable -> variable.at("/valueFrom").has("secretKeyRef"))
                .forEach(variable -> references.put(
                        variable.path("name").asText(),
                        variable.at("/valueFrom/secretKeyRef/name").asText() + "/"
                                + variable.at("/valueFrom/secretKeyRef/key").asText()));
        return references;
    }

    @Test
    void secretOfTheClusterOperatorWorksAsItIs() {
        assertThat(references(Chart.with("rabbitmq: {existingSecret: hello-default-user}")))
                .containsOnly(
                        Map.entry("WARREN_BROKER_HOST", "hello-default-user/host"),
                        Map.entry("WARREN_BROKER_PORT", "hello-default-user/port"),
                        Map.entry("WARREN_BROKER_USERNAME", "hello-default-user/username"),
                        Map.entry("WARREN_BROKER_PASSWORD", "hello-default-user/password"));
        assertThat(references(Chart.with(
                        "rabbitmq: {existingSecret: hello-default-user, secretKeys: {url: connection_string}}")))
                .containsOnly(Map.entry("WARREN_BROKER_URL", "hello-default-user/connection_string"));
    }

    @Test
    void gatewayThatInspectsIsTheUserThatMayOnlyMonitor() {
        Manifests manifests = Chart.with("rabbitmq: {host: mq, password: p, management: {url: 'http://mq:8000/'},"
                + " monitor: {existingSecret: watcher}}\ngateway: {inspects: true}\nnetworkPolicy: {enabled: true}");
        assertThat(references(manifests))
                .contains(
                        Map.entry("WARREN_MANAGEMENT_USERNAME", "watcher/username"),
                        Map.entry("WARREN_MANAGEMENT_PASSWORD", "watcher/password"));
        assertThat(manifests.pod("warren-gateway").variable("WARREN_MANAGEMENT_URL"))
                .contains("http://mq:8000");
        assertThat(manifests
                        .one("NetworkPolicy", "warren-gateway")
                        .at("/spec/egress")
                        .toString())
                .contains("8000");
    }

    @Test
    void createdClusterIsFoundByTheSecretThatTheOperatorMakes() {
        Manifests manifests = Chart.with("rabbitmq: {create: cluster}");
        String cluster =
                Manifests.name(manifests.all("RabbitmqCluster").findFirst().orElseThrow());
        assertThat(references(manifests).values())
                .allSatisfy(reference -> assertThat(reference).startsWith(cluster + "-default-user/"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{host: rabbitmq, password: not-a-real}', host port username password",
        "'{url: amqp://me:not-a-real@rabbitmq}', url",
        "'{create: statefulset, password: not-a-real}', host port username password"
    })
    void valuesBecomeASecretThatIsReferredTo(String rabbitmq, String keys) {
        Manifests manifests = Chart.with("rabbitmq: " + rabbitmq);
        JsonNode secret = manifests.one("Secret", "warren-broker");
        assertThat(secret.path("stringData").fieldNames()).toIterable().containsExactlyInAnyOrder(keys.split(" "));
        assertThat(references(manifests).values())
                .hasSameSizeAs(keys.split(" "))
                .allSatisfy(reference -> assertThat(reference).startsWith("warren-broker/"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void secretsAreInSecretsAlone(String set) {
        assertThat(Chart.ofSet(set).resources())
                .filteredOn(resource -> !resource.path("kind").asText().equals("Secret"))
                .allSatisfy(resource -> assertThat(resource.toString()).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "'{host: mq.example, password: p, management: {}}', http://mq.example:15672/",
        "'{host: mq.example, password: p, tls: {enabled: true}}', https://mq.example:15671/",
        "'{url: amqp://mq.example/jobs, monitor: {username: a, password: b}}', http://mq.example:15672/",
        "'{url: amqps://a:b@mq.example:5679/jobs, monitor: {username: a, password: b}}', https://mq.example:15671/",
        "'{existingSecret: s, management: {url: https://mq.example/rabbit}}', https://mq.example/rabbit/",
        "'{create: cluster}', http://warren-rabbitmq.warren.svc:15672/",
        "'{create: statefulset}', http://warren-rabbitmq.warren.svc:15672/"
    })
    void managementApiIsWorkedOutOfTheBroker(String rabbitmq, String url) {
        assertThat(trigger(rabbitmq).path("host").asText()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "'{host: mq, password: p}', /",
        "'{host: mq, password: p, virtualHost: jobs}', jobs",
        "'{url: amqp://mq/jobs, monitor: {username: a, password: b}}', jobs",
        "'{url: amqp://mq, monitor: {username: a, password: b}}', /"
    })
    void kedaLooksAtTheSameVirtualHost(String rabbitmq, String virtualHost) {
        assertThat(trigger(rabbitmq).path("vhostName").asText()).isEqualTo(virtualHost);
    }

    private static JsonNode trigger(String rabbitmq) {
        return Chart.with(WORKER_BY_KEDA + "rabbitmq: " + rabbitmq)
                .one("ScaledObject", "warren-worker-a")
                .at("/spec/triggers/0/metadata");
    }

    @Test
    void createdNodeHasAUserThatMayOnlyMonitor() throws IOException {
        Manifests manifests = Chart.with("rabbitmq: {create: statefulset}");
        JsonNode definitions = new ObjectMapper()
                .readTree(manifests
                        .one("Secret", "warren-rabbitmq")
                        .at("/stringData/definitions.json")
                        .asText());
        JsonNode monitor = manifests.one("Secret", "warren-monitor").path("stringData");
        assertThat(Pod.elements(definitions.path("users"))
                        .filter(user -> user.path("name").equals(monitor.path("username"))))
                .singleElement()
                .satisfies(user -> {
                    assertThat(user.path("password")).isEqualTo(monitor.path("password"));
                    assertThat(user.path("tags").toString()).isEqualTo("[\"monitoring\"]");
                });
        assertThat(Pod.elements(definitions.path("permissions"))
                        .filter(permission -> permission.path("user").equals(monitor.path("username"))))
                .singleElement()
                .satisfies(permission -> assertThat(List.of("configure", "write", "read"))
                        .allSatisfy(right ->
                                assertThat(permission.path(right).asText()).isEqualTo("^$")));
    }

    @Test
    void passwordsOfACreatedNodeAreMadeUpAndTheSameEverywhere() throws IOException {
        Manifests manifests = Chart.with("rabbitmq: {create: statefulset}");
        String password = manifests
                .one("Secret", "warren-broker")
                .at("/stringData/password")
                .asText();
        assertThat(password).hasSize(32);
        assertThat(manifests.one("Secret", "warren-rabbitmq").toString()).contains(password);
        assertThat(manifests.one("Secret", "warren-monitor").toString()).doesNotContain(password);
    }

    @Test
    void certificatesAreMountedWhereTheyAreLookedFor() {
        Manifests manifests = Chart.ofSet("production-values.yaml");
        for (String name : List.of("warren-gateway", "warren-worker-thumbnails", "warren-test")) {
            Pod pod = manifests.pod(name);
            String certificate =
                    pod.variable("QUARKUS_TLS__BROKER__TRUST_STORE_PEM_CERTS").orElseThrow();
            assertThat(pod.variable("WARREN_BROKER_TLS_CONFIGURATION_NAME")).contains("broker");
            assertThat(pod.processes().flatMap(process -> Pod.elements(process.path("volumeMounts"))))
                    .anySatisfy(mount -> assertThat(certificate)
                            .startsWith(mount.path("mountPath").asText() + "/ca.crt"));
        }
    }

    @Test
    void authorityOfTheManagementApiIsThereForTheGatewayThatInspectsAndForKeda() {
        Manifests manifests = Chart.ofSet("users-values.yaml");
        Pod gateway = manifests.pod("warren-gateway");
        assertThat(gateway.variable("WARREN_MANAGEMENT_TLS_CONFIGURATION_NAME")).contains("management");
        String certificate = gateway.variable("QUARKUS_TLS__MANAGEMENT__TRUST_STORE_PEM_CERTS")
                .orElseThrow();
        JsonNode mount = gateway.processes()
                .flatMap(process -> Pod.elements(process.path("volumeMounts")))
                .filter(candidate ->
                        certificate.equals(candidate.path("mountPath").asText() + "/ca.crt"))
                .findFirst()
                .orElseThrow();
        assertThat(Pod.elements(gateway.spec().path("volumes"))
                        .filter(volume -> volume.path("name").equals(mount.path("name")))
                        .map(volume -> volume.at("/secret/secretName").asText()))
                .containsExactly("rabbitmq-ca");
        assertThat(authorityForKeda(manifests)).contains("rabbitmq-ca");
        assertThat(manifests.pod("warren-worker-emails").variable("WARREN_MANAGEMENT_TLS_CONFIGURATION_NAME"))
                .isEmpty();
    }

    @Test
    void authorityOfTheManagementApiIsTheBrokersWhereBothAreTheSameHost() {
        String tls = WORKER_BY_KEDA + "rabbitmq: {host: mq, password: p, tls: {enabled: true, caSecret: ours}";
        assertThat(authorityForKeda(Chart.with(tls + "}"))).contains("ours");
        assertThat(authorityForKeda(Chart.with(tls + ", management: {caSecret: another}}")))
                .contains("another");
        assertThat(authorityForKeda(Chart.with(tls + ", management: {url: 'https://mq.example.org'}}")))
                .isEmpty();
    }

    private static Optional<String> authorityForKeda(Manifests manifests) {
        return Pod.elements(manifests
                        .one("TriggerAuthentication", "warren-rabbitmq")
                        .at("/spec/secretTargetRef"))
                .filter(reference -> reference.path("parameter").asText().equals("ca"))
                .map(reference -> reference.path("name").asText())
                .findFirst();
    }
}
