package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.PythonProgram;
import dev.warren.harness.RecordingEndpoint;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs as in RabbitMQ's Python tutorial, which know nothing of Warren, give it tasks and run its tasks. */
class PlainAmqpProgramsIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @Test
    void warrensWorkerRunsWhatThePythonProgramSent() {
        String sent = python("send.py", "buy", "milk").awaitOutput();
        assertThat(sent).contains("buy milk");

        RecordingEndpoint endpoint = scene.endpoint();
        scene.worker(node.amqpUrl())
                .consuming(scene.queue(), 1)
                .queue(scene.queue(), "kind", "existing")
                .calling(endpoint.url())
                .startReady();
        eventually("the task has run").until(() -> endpoint.payloads().contains("buy milk"));
        eventually("it is acknowledged").until(() -> node.amqp().depth(scene.queue()) == 0);
        assertThat(python("send.py", "and", "bread").awaitOutput()).contains("and bread");
        eventually("the next has run").until(() -> endpoint.payloads().contains("and bread"));
        assertThat(endpoint.payloads()).containsExactly("buy milk", "and bread");
    }

    @Test
    void pythonWorkerRunsWhatWarrensGatewayAccepted() {
        node.amqp().declareQueue(scene.queue(), Map.of());
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue(scene.queue(), "kind", "existing")
                .startReady();
        Submitter submitter = new Submitter(gateway);
        for (String payload : List.of("buy milk", "and bread")) {
            String id = Submitter.newIds(1).get(0);
            byte[] body = payload.getBytes(StandardCharsets.UTF_8);
            assertThat(submitter
                            .submit(scene.queue(), id, Map.of(), body)
                            .join()
                            .statusCode())
                    .isEqualTo(202);
        }

        assertThat(python("worker.py", "--count", "2").awaitOutput()).isEqualToIgnoringNewLines("buy milkand bread");
        eventually("both are acknowledged").until(() -> node.amqp().depth(scene.queue()) == 0);
    }

    private PythonProgram python(String program, String... words) {
        return scene.keep(PythonProgram.start("examples/python/" + program, node.amqpUrl(), scene.queue(), words));
    }
}
