package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.access.AccountSetup.Result;
import dev.warren.access.AccountSetup.User;
import dev.warren.access.Part;
import dev.warren.access.Permissions;
import dev.warren.access.SecretManifests;
import dev.warren.amqp.connection.Broker.Endpoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is which user on the broker. */
class BrokerUsersTest {

    private static final String WORKER = "workers: {a: {handler: exec, exec: {command: a}}}\n";

    /** The Secrets, and of each the keys, that variables of Warren in that pod are read from. */
    private static Map<String, Set<String>> secrets(Manifests manifests, String pod) {
        return manifests
                .pod(pod)
                .processes()
                .flatMap(process -> Pod.elements(process.path("env")))
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(JsonNode::isObject)
                .collect(Collectors.groupingBy(
                        key -> key.path("name").asText(),
                        Collectors.mapping(key -> key.path("key").asText(), Collectors.toSet())));
    }

    /** The Secrets that {@code warren setup -o secret} makes, with their keys. */
    private static Map<String, Set<String>> ofSetup() throws IOException {
        List<User> users = Stream.of(Part.values())
                .map(part -> new User(
                        part, "warren-" + part.label(), Optional.of("secret"), Permissions.NONE, List.of("user")))
                .toList();
        String yaml = new SecretManifests(new Endpoint("rabbitmq.svc", 5671), true, Optional.empty())
                .of(new Result("tasks", true, users, Optional.empty()));
        Map<String, Set<String>> secrets = new HashMap<>();
        for (JsonNode secret : Manifests.of(yaml).resources()) {
            Set<String> keys = new HashSet<>();
            secret.path("stringData").fieldNames().forEachRemaining(keys::add);
            secrets.put(Manifests.name(secret), keys);
        }
        return secrets;
    }

    @Test
    void eachPartIsAUserOfItsOwnByTheSecretsThatSetupMakes() throws IOException {
        Manifests manifests = Chart.ofSet("users-values.yaml");
        Map<String, Set<String>> made = ofSetup();
        Set<String> connecting = Set.of("host", "port", "username", "password");

        assertThat(secrets(manifests, "warren-gateway"))
                .isEqualTo(Map.of("warren-gateway", connecting, "warren-monitor", Set.of("username", "password")));
        for (String pod : List.of("warren-worker-emails", "warren-test")) {
            assertThat(secrets(manifests, pod)).isEqualTo(Map.of("warren-worker", connecting));
        }
        assertThat(secrets(manifests, "warren-worker-imports")).containsOnlyKeys("imports-worker");
        assertThat(made.keySet()).containsExactlyInAnyOrder("warren-gateway", "warren-worker", "warren-monitor");
        for (String pod : List.of("warren-gateway", "warren-worker-emails")) {
            assertThat(manifests.pod(pod).variable("WARREN_BROKER_VIRTUAL_HOST"))
                    .contains("tasks");
            secrets(manifests, pod)
                    .forEach((secret, keys) -> assertThat(made.get(secret)).containsAll(keys));
        }
        assertThat(manifests
                        .one("TriggerAuthentication", "warren-rabbitmq")
                        .at("/spec/secretTargetRef")
                        .findValuesAsText("name"))
                .contains("warren-monitor")
                .doesNotContain("warren-gateway", "warren-worker");
    }

    @Test
    void wholeUrlOfThoseSecretsDoesAsWell() {
        Manifests manifests = Chart.with(WORKER
                + "rabbitmq: {url: 'amqp://a:b@mq', secretKeys: {url: url}}\ngateway: {rabbitmq: {existingSecret: g}}");
        assertThat(secrets(manifests, "warren-gateway")).isEqualTo(Map.of("g", Set.of("url")));
        assertThat(secrets(manifests, "warren-worker-a")).isEqualTo(Map.of("warren-broker", Set.of("url")));
    }

    @Test
    void whoHasNoSecretOfItsOwnHasThatOfTheRelease() {
        Manifests manifests = Chart.with(WORKER + Chart.BROKER + "gateway: {rabbitmq: {existingSecret: g}}");
        assertThat(secrets(manifests, "warren-gateway")).containsOnlyKeys("g");
        assertThat(secrets(manifests, "warren-worker-a")).containsOnlyKeys("broker");
        assertThat(secrets(manifests, "warren-test")).containsOnlyKeys("broker");
    }

    @Test
    void testIsOneOfTheWorkersWhereNothingElseIsSaid() {
        Manifests manifests =
                Chart.with("workers: {a: {handler: exec, exec: {command: a}, rabbitmq: {existingSecret: w}}}\n"
                        + "gateway: {rabbitmq: {existingSecret: g}}");
        assertThat(secrets(manifests, "warren-test")).containsOnlyKeys("w");
        assertThat(manifests.all("Secret")).isEmpty();
    }
}
