package dev.warren.pod;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** This process' pod, as the Kubernetes API knows it. One request is all that is asked of that: no client library for it. */
public final class OwnPod {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FORBIDDEN = 403;

    private final Vertx vertx;
    private final PodConfig config;
    private final String uri;

    private OwnPod(Vertx vertx, PodConfig config, String uri) {
        this.vertx = vertx;
        this.config = config;
        this.uri = uri;
    }

    /** @throws ConfigurationException its name or namespace is not known */
    public static OwnPod of(PodConfig config, Vertx vertx) {
        String namespace = required(config.namespace(), "warren.pod.namespace");
        String name = required(config.name(), "warren.pod.name");
        return new OwnPod(vertx, config, config.api() + "/api/v1/namespaces/" + namespace + "/pods/" + name);
    }

    private static String required(Optional<String> value, String property) {
        return value.orElseThrow(() -> new ConfigurationException(
                "warren.pod.deletion-cost needs " + property + ", from the downward API of Kubernetes"));
    }

    /** @return fails with one line for people */
    public CompletionStage<Void> annotate(String annotation, String value) {
        HttpClient client = vertx.createHttpClient(options());
        return vertx.fileSystem()
                .readFile(config.credentials().resolve("token").toString()) // Kubernetes replaces it every hour or so
                .compose(token -> client.request(request(token.toString().strip())))
                .compose(request -> request.send(patch(annotation, value)))
                .compose(OwnPod::accepted)
                .onComplete(done -> client.close())
                .toCompletionStage();
    }

    private HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setSsl(config.api().getScheme().equals("https"));
        return options.isSsl()
                ? options.setTrustOptions(new PemTrustOptions()
                        .addCertPath(config.credentials().resolve("ca.crt").toString()))
                : options;
    }

    private RequestOptions request(String token) {
        return new RequestOptions()
                .setMethod(HttpMethod.PATCH)
                .setAbsoluteURI(uri)
                .setTimeout(TIMEOUT.toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/merge-patch+json");
    }

    private static String patch(String annotation, String value) {
        JsonObject annotations = new JsonObject().put(annotation, value);
        return new JsonObject()
                .put("metadata", new JsonObject().put("annotations", annotations))
                .encode();
    }

    private static Future<Void> accepted(HttpClientResponse response) {
        if (response.statusCode() / 100 == 2) {
            return Future.succeededFuture();
        }
        String hint = response.statusCode() == FORBIDDEN ? ": may the service account patch pods?" : "";
        return Future.failedFuture("the API server answered " + response.statusCode() + hint);
    }
}
