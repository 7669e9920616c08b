package dev.warren.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.warren.access.AccountSetup.Result;
import dev.warren.access.AccountSetup.User;
import dev.warren.amqp.connection.Broker.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretManifestsTest {

    private final SecretManifests manifests =
            new SecretManifests(new Endpoint("rabbitmq.svc", 5671), true, Optional.of("jobs"));

    @Test
    void secretHasTheKeysThatTheChartAsksFor() throws IOException {
        List<JsonNode> secrets = secrets(new Result(
                "a/b",
                true,
                List.of(user(Part.GATEWAY, "My_gateway", "p\"w"), user(Part.MONITOR, "monitor", "x")),
                Optional.empty()));

        JsonNode gateway = secrets.get(0);
        assertThat(gateway.at("/kind").asText()).isEqualTo("Secret");
        assertThat(gateway.at("/metadata/name").asText()).isEqualTo("my-gateway");
        assertThat(gateway.at("/metadata/namespace").asText()).isEqualTo("jobs");
        assertThat(gateway.at("/stringData/host").asText()).isEqualTo("rabbitmq.svc");
        assertThat(gateway.at("/stringData/port").isTextual()).isTrue();
        assertThat(gateway.at("/stringData/username").asText()).isEqualTo("My_gateway");
        assertThat(gateway.at("/stringData/password").asText()).isEqualTo("p\"w");
        assertThat(gateway.at("/stringData/url").asText())
                .isEqualTo("amqps://My_gateway:p%22w@rabbitmq.svc:5671/a%2Fb");
        assertThat(secrets.get(1).at("/stringData").fieldNames()).toIterable().containsExactly("username", "password");
    }

    @Test
    void passwordsThatAreNotKnownMakeNoSecret() throws IOException {
        User there = new User(Part.WORKER, "w", Optional.empty(), Permissions.NONE, List.of());
        assertThat(secrets(new Result("v", false, List.of(there), Optional.empty())))
                .isEmpty();
    }

    private List<JsonNode> secrets(Result result) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        return yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(manifests.of(result))
                .readAll();
    }

    private static User user(Part part, String name, String password) {
        return new User(part, name, Optional.of(password), Permissions.NONE, List.of("user"));
    }
}
