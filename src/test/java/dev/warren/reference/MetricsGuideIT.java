package dev.warren.reference;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsGuideIT {

    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| `(warren_\\w+)` \\|");
    private static final Pattern EXPORTED = Pattern.compile("(?m)^(warren_\\w+?)(?:_count|_sum|_max)?[{ ]");

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void metricsOfTheGuideAreThoseThatAreExported() throws IOException {
        WarrenProcess warren = scene.both(BrokerNode.shared().amqpUrl())
                .consuming(scene.queue(), 1)
                .running(Path.of("/bin/true"))
                .with("warren.scaler.enabled", "true")
                .with("warren.scaler.port", "0")
                .startReady();
        new Submitter(warren).submit(scene.queue());
        RestAssured.given().baseUri(warren.url().toString()).post("/api/exchanges/amq.fanout/messages");
        warren.get("/api/exchanges/nowhere/messages");
        new Submitter(warren).discardDeadLetters(scene.queue());
        eventually("the task is done")
                .until(() -> warren.get("/q/metrics").body().contains("outcome=\"succeeded\""));

        assertThat(names(IN_TABLE, Files.readString(Path.of("docs", "metrics.md"))))
                .isEqualTo(names(EXPORTED, warren.get("/q/metrics").body()));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
