package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.amqp.topology.Topology;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the chart says of queues, as Warren reads it. */
class QueuesTest {

    private static final String VIRTUAL_HOST = "/";

    private static QueuesConfig read(Manifests manifests, String file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(
                manifests.one("ConfigMap", "warren").path("data").path(file).asText()));
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values, file, 100))
                .withMapping(QueuesConfig.class)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(QueuesConfig.class);
    }

    @Test
    void settingsArriveAsTheyAreMeant() throws IOException {
        var queues = read(Chart.ofSet("keda-values.yaml"), "gateway.properties").byName();
        assertThat(queues).containsOnlyKeys("emails", "reports.monthly");
        assertThat(queues.get("emails").maxLength()).hasValue(100000);
        assertThat(queues.get("emails").deliveryLimit()).isEqualTo(5);
        assertThat(queues.get("reports.monthly").maxPriority()).hasValue(5);
    }

    @Test
    void gatewayDeclaresTheQueuesOfWorkersThatMayBeAtZero() throws IOException {
        Manifests manifests = Chart.with(
                Chart.BROKER
                        + "workers: {mails: {queue: send.mails, handler: exec, exec: {command: send}, autoscaling: {type: keda}}}");
        assertThat(read(manifests, "gateway.properties").byName()).containsOnlyKeys("send.mails");
    }

    @Test
    void gatewayAndWorkerSayTheSameOfAQueueOfLongTasks() throws IOException {
        Manifests manifests =
                Chart.with(Chart.BROKER + "workers: {long: {handler: exec, exec: {command: make}, timeout: 26m}}");
        for (String file : new String[] {"gateway.properties", "worker-long.properties"}) {
            assertThat(read(manifests, file).byName().get("long").consumerTimeout())
                    .as(file)
                    .contains(Duration.ofMinutes(31));
        }
    }

    @Test
    void shortTasksNeedNoConsumerTimeout() throws IOException {
        Manifests manifests =
                Chart.with(Chart.BROKER + "workers: {short: {handler: exec, exec: {command: make}, timeout: 25m}}");
        assertThat(read(manifests, "gateway.properties").byName().get("short").consumerTimeout())
                .isEmpty();
    }

    @Test
    void resourcesOfTheTopologyOperatorAreWhatWarrenDeclares() throws IOException {
        Manifests manifests = Chart.ofSet("operator-values.yaml");
        Topology topology = Topology.of(read(manifests, "gateway.properties").byName().entrySet().stream()
                .map(queue -> QueueSettings.of(queue.getKey(), queue.getValue()))
                .toList());
        assertThat(manifests
                        .all("Exchange")
                        .map(exchange -> exchange.path("spec"))
                        .map(QueuesTest::exchange))
                .containsAll(topology.exchanges())
                .contains(
                        new Topology.Exchange(Topology.EVENTS, "topic"),
                        new Topology.Exchange(Topology.PAUSED, "direct"))
                .hasSize(topology.exchanges().size() + 2);
        assertThat(manifests.all("Queue").map(queue -> queue.path("spec")))
                .allSatisfy(
                        queue -> assertThat(queue.path("durable").asBoolean()).isTrue());
        Map<String, Map<String, String>> declared = new HashMap<>();
        manifests
                .all("Queue")
                .map(queue -> queue.path("spec"))
                .forEach(queue -> declared.put(queue.path("name").asText(), arguments(queue)));
        Map<String, Map<String, String>> expected = new HashMap<>();
        topology.queues().stream()
                .filter(Topology.Queue::declared)
                .forEach(queue -> expected.put(queue.name(), asText(queue.arguments())));
        assertThat(declared).isEqualTo(expected);
        assertThat(manifests.all("Binding").map(binding -> binding.path("spec")).map(QueuesTest::binding))
                .containsExactlyInAnyOrderElementsOf(topology.bindings());
    }

    private static Topology.Exchange exchange(JsonNode exchange) {
        assertThat(exchange.path("durable").asBoolean()).isTrue();
        assertThat(exchange.path("vhost").asText()).isEqualTo(VIRTUAL_HOST);
        return new Topology.Exchange(
                exchange.path("name").asText(), exchange.path("type").asText());
    }

    private static Map<String, String> arguments(JsonNode queue) {
        Map<String, String> arguments =
                new HashMap<>(Map.of("x-queue-type", queue.path("type").asText()));
        queue.path("arguments")
                .properties()
                .forEach(argument ->
                        arguments.put(argument.getKey(), argument.getValue().asText()));
        return arguments;
    }

    private static Map<String, String> asText(Map<String, Object> arguments) {
        Map<String, String> text = new HashMap<>();
        arguments.forEach((name, value) -> text.put(name, value.toString()));
        return text;
    }

    private static Topology.Binding binding(JsonNode binding) {
        return new Topology.Binding(
                binding.path("source").asText(),
                Topology.Target.QUEUE,
                binding.path("destination").asText(),
                binding.path("routingKey").asText(),
                Map.of());
    }

    @Test
    void brokerAndQueuesOutliveTheRelease() {
        assertThat(Chart.ofSet("operator-values.yaml").all("RabbitmqCluster"))
                .singleElement()
                .satisfies(cluster -> assertThat(cluster.at("/metadata/annotations")
                                .path("helm.sh/resource-policy")
                                .asText())
                        .isEqualTo("keep"));
        assertThat(Chart.ofSet("operator-values.yaml").all("Queue"))
                .isNotEmpty()
                .allSatisfy(queue ->
                        assertThat(queue.at("/spec/deletionPolicy").asText()).isEqualTo("retain"));
    }
}
