package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.chart.Chart;
import dev.warren.chart.Manifests;
import dev.warren.chart.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard, against {@code docs/metrics.md} and {@code docs/operations.md}. */
class ChartAlertsTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:warren|rabbitmq|keda)_[a-z_]+(?=[{\\[)\\s]|$)");
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:warren|rabbitmq|keda)_[a-z_]+)(?:\\{[^`]*)?`");

    private static Manifests manifests;
    private static List<JsonNode> alerts;

    @BeforeAll
    static void render() {
        manifests = Chart.with(Chart.DIRECTORY.resolve("ci").resolve("production-values.yaml"));
        alerts = manifests
                .all("PrometheusRule")
                .flatMap(rule -> Pod.elements(rule.at("/spec/groups/0/rules")))
                .toList();
    }

    @Test
    void expressionsAreOfMetricsThatThereAre() throws IOException {
        List<String> documented = DOCUMENTED
                .matcher(Files.readString(Path.of("docs", "metrics.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(expressions().flatMap(ChartAlertsTest::metrics))
                .hasSizeGreaterThan(20)
                .isSubsetOf(documented);
    }

    private static Stream<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(manifests
                        .all("ConfigMap")
                        .map(map -> map.at("/data/warren.json").asText())
                        .filter(json -> !json.isEmpty())
                        .findFirst()
                        .orElseThrow());
        return Stream.concat(
                alerts.stream().map(alert -> alert.path("expr").asText()),
                Pod.elements(dashboard.path("panels"))
                        .flatMap(panel -> Pod.elements(panel.path("targets")))
                        .map(target -> target.path("expr").asText()));
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("(?<=_seconds)_(count|sum|max)$", ""));
    }

    @Test
    void everyAlertHasASectionThatSaysWhatToDo() throws IOException {
        List<String> headings = Pattern.compile("(?m)^#+ (Warren\\w+)$")
                .matcher(Files.readString(Path.of("docs", "operations.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(alerts)
                .extracting(alert -> alert.path("alert").asText())
                .containsExactlyInAnyOrderElementsOf(headings);
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .endsWith("#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void alertsAreOfThisReleaseAlone() {
        assertThat(alerts)
                .extracting(alert -> alert.path("expr").asText())
                .filteredOn(expression -> expression.contains("warren_"))
                .allSatisfy(expression -> assertThat(expression).contains("namespace=\"warren\",release=\"warren\""));
    }
}
