package dev.warren.deadletter;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that Warren has not written: those that the broker has moved, and those of programs with habits of their own. */
class ForeignLettersIT {

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    /** Its delays have expired, several times, before. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void delayedTaskThatIsRejectedHasNotExpired(String kind) {
        WarrenProcess gateway = gateway(kind);
        assertThat(new Submitter(gateway)
                        .submit(scene.queue(), "delayed", Map.of("Warren-Delay", "3s"), new byte[] {1})
                        .join()
                        .statusCode())
                .isEqualTo(202);
        eventually("it is due and rejected").until(() -> node.amqp().call(channel -> {
            GetResponse task = channel.basicGet(scene.queue(), false);
            if (task != null) {
                channel.basicReject(task.getEnvelope().getDeliveryTag(), false);
            }
            return task != null;
        }));

        LetterPile pile = new LetterPile(node, gateway, scene.queue());
        eventually("it is a letter")
                .untilAsserted(() -> assertThat(pile.list("").getInt("total")).isEqualTo(1));
        assertThat(pile.list("").getString("letters[0].reason")).isEqualTo("rejected");
        assertThat(pile.list("").getString("letters[0].queue")).isEqualTo(scene.queue());
        assertThat(pile.json("POST", "/discard?reason=expired").getInt("discarded"))
                .isZero();
    }

    /** Some programs put the work into headers, and give all of it one id. */
    @ParameterizedTest
    @ValueSource(strings = {"quorum", "classic"})
    void whatDiffersInItsHeadersIsNotTakenForACopy(String kind) {
        LetterPile pile = new LetterPile(node, gateway(kind), scene.queue());
        for (String customer : List.of("a", "b", "a", "c")) {
            BasicProperties letter = PlainAmqp.persistent("invoice")
                    .builder()
                    .headers(Map.of("customer", customer))
                    .build();
            node.amqp().publish(pile.letters(), letter, new byte[0]);
        }

        assertThat(pile.json("POST", "/discard?copies=true").getInt("discarded"))
                .isEqualTo(1);
        JsonPath replay = pile.json("POST", "/replay?all=true");

        assertThat(List.of(replay.getInt("replayed"), replay.getInt("copies"))).containsExactly(3, 0);
        assertThat(pile.takeAll(scene.queue()).stream()
                        .map(task ->
                                task.getProps().getHeaders().get("customer").toString()))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    private WarrenProcess gateway(String kind) {
        WarrenProcess gateway =
                scene.gateway(node.amqpUrl()).queue(scene.queue(), "kind", kind).startReady();
        gateway.awaitAllReady();
        return gateway;
    }
}
