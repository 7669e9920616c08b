package dev.warren.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.harness.ApiServer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPodTest {

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path dir;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static OwnPod pod(ApiServer server) {
        return OwnPod.of(
                config(Map.of(
                        "warren.pod.name",
                        "worker-1",
                        "warren.pod.namespace",
                        "jobs",
                        "warren.pod.api",
                        server.url(),
                        "warren.pod.credentials",
                        server.credentials().toString())),
                VERTX);
    }

    private static PodConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(PodConfig.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(PodConfig.class);
    }

    private static void await(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void annotationIsPatchedWithTheServiceAccountsToken() throws Exception {
        try (ApiServer server = ApiServer.in(dir)) {
            await(pod(server).annotate("example.org/cost", "7"));

            assertThat(server.patches())
                    .containsExactly(new ApiServer.Patch(
                            "PATCH /api/v1/namespaces/jobs/pods/worker-1",
                            "application/merge-patch+json",
                            "Bearer a-token",
                            "{\"metadata\":{\"annotations\":{\"example.org/cost\":\"7\"}}}"));
        }
    }

    @Test
    void tokenThatWasReplacedIsUsed() throws Exception {
        try (ApiServer server = ApiServer.in(dir)) {
            OwnPod pod = pod(server);
            await(pod.annotate("a", "1"));
            Files.writeString(server.credentials().resolve("token"), "another");
            await(pod.annotate("a", "2"));
            assertThat(server.patches().get(1).token()).isEqualTo("Bearer another");
        }
    }

    @Test
    void whatTheServerRefusesIsSaid() throws Exception {
        try (ApiServer server = ApiServer.in(dir)) {
            server.answer(403);
            assertThatThrownBy(() -> await(pod(server).annotate("a", "1")))
                    .hasMessageContaining("answered 403: may the service account patch pods?");
        }
    }

    @Test
    void serverOfAnotherAuthorityGetsNoToken() throws Exception {
        try (ApiServer server = ApiServer.in(dir);
                ApiServer other = ApiServer.in(dir)) {
            Files.copy(
                    other.credentials().resolve("ca.crt"),
                    server.credentials().resolve("ca.crt"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> await(pod(server).annotate("a", "1"))).isNotNull();
            assertThat(server.patches()).isEmpty();
        }
    }

    @Test
    void podHasToBeKnown() {
        PodConfig nameless = config(Map.of("warren.pod.namespace", "jobs"));
        assertThatThrownBy(() -> OwnPod.of(nameless, VERTX))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("warren.pod.name");
    }
}
