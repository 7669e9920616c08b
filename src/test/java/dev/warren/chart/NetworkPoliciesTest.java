package dev.warren.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPoliciesTest {

    private static final String ON = "networkPolicy: {enabled: true}\n";

    private static List<String> egressOf(Manifests manifests, String name) {
        return Pod.elements(manifests.one("NetworkPolicy", name).at("/spec/egress"))
                .flatMap(rule -> Pod.elements(rule.path("ports")))
                .map(port -> port.path("port").asText())
                .filter(port -> !port.matches("(53)?53"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'{existingSecret: a}', 5671 5672",
        "'{host: mq, password: p}', 5672",
        "'{host: mq, password: p, tls: {enabled: true}}', 5671",
        "'{host: mq, password: p, port: 5679}', 5679",
        "'{host: mq, password: p, addresses: [\"a:5675\", \"b:5675\", \"c:5676\"]}', 5675 5676",
        "'{url: amqp://mq/jobs}', 5672",
        "'{url: amqps://a:b@mq:5677/jobs}', 5677",
        "'{create: statefulset}', 5672"
    })
    void gatewayGetsToTheBrokerAndNowhereElse(String rabbitmq, String ports) {
        assertThat(egressOf(Chart.with(ON + "rabbitmq: " + rabbitmq), "warren-gateway"))
                .containsExactly(ports.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"http://mailer:8080/tasks, 8080", "http://mailer/tasks, 80", "https://mailer.example.org, 443"})
    void workerGetsToWhatItPostsTo(String url, String port) {
        Manifests manifests = Chart.with(ON
                + "rabbitmq: {host: mq, password: p}\nworkers: {mails: {handler: http, http: {url: '" + url + "'}}}");
        assertThat(egressOf(manifests, "warren-worker-mails")).containsExactly("5672", port);
    }

    /** What a Service calls 80 may be 8080 in its pods, and that is what policies see. */
    @ParameterizedTest
    @CsvSource({
        "http://mailer/tasks, warren",
        "http://mailer.post:8080, post",
        "http://mailer.post.svc.cluster.local/, post",
        "https://api.mailer.example.org, ",
        "http://10.0.0.7:8080/, "
    })
    void workerGetsToThePodsOfAServiceWhateverTheirPortIs(String url, String namespace) {
        Manifests manifests = Chart.with(ON
                + "rabbitmq: {host: mq, password: p}\nworkers: {mails: {handler: http, http: {url: '" + url + "'}}}");
        assertThat(Pod.elements(manifests
                                .one("NetworkPolicy", "warren-worker-mails")
                                .at("/spec/egress"))
                        .filter(rule -> rule.has("to"))
                        .map(rule -> rule.at("/to/0/namespaceSelector/matchLabels")
                                .path("kubernetes.io/metadata.name")
                                .asText()))
                .isEqualTo(namespace == null ? List.of() : List.of(namespace));
    }

    @Test
    void namesAreAskedForWhateverPortTheirServersHave() {
        assertThat(Pod.elements(Chart.with(ON + "rabbitmq: {host: mq, password: p}")
                                .one("NetworkPolicy", "warren-gateway")
                                .at("/spec/egress/0/ports"))
                        .map(port -> port.path("port").asText()
                                + port.path("protocol").asText()))
                .containsExactlyInAnyOrder("53UDP", "53TCP", "5353UDP", "5353TCP");
    }

    @Test
    void kedaGetsToTheScalerAndWorkersThatSayWhenTheyAreBusyToKubernetes() {
        Manifests manifests = Chart.ofSet("push-values.yaml");
        JsonNode scaler = manifests.one("NetworkPolicy", "warren-gateway").at("/spec/ingress/1");
        assertThat(scaler.at("/ports/0/port").asText()).isEqualTo("scaler");
        assertThat(scaler.at("/from/0/namespaceSelector/matchLabels")
                        .path("kubernetes.io/metadata.name")
                        .asText())
                .isEqualTo("keda");
        assertThat(egressOf(manifests, "warren-worker-reports")).containsExactly("5671", "5672", "443", "6443");
        assertThat(egressOf(manifests, "warren-worker-nightly")).containsExactly("5671", "5672");
    }

    @Test
    void whoMayUseTheGatewayIsSaid() {
        JsonNode from = Chart.ofSet("production-values.yaml")
                .one("NetworkPolicy", "warren-gateway")
                .at("/spec/ingress/0/from");
        assertThat(from).hasSize(3).last().satisfies(test -> assertThat(test.toString())
                .as("the pod of helm test")
                .contains("\"app.kubernetes.io/component\":\"test\""));
    }

    @Test
    void nodeThatIsCreatedTakesMessagesFromThisReleaseAlone() {
        JsonNode ingress = Chart.with(ON + "rabbitmq: {create: statefulset}")
                .one("NetworkPolicy", "warren-rabbitmq")
                .at("/spec/ingress");
        assertThat(ingress.at("/0/ports/0/port").asText()).isEqualTo("amqp");
        assertThat(ingress.at("/0/from/0/podSelector/matchLabels")
                        .path("app.kubernetes.io/instance")
                        .asText())
                .isEqualTo("warren");
    }
}
