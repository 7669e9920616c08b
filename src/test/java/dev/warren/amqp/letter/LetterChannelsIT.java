package dev.warren.amqp.letter;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters on more channels than one come back in their order, and channels are used again. */
class LetterChannelsIT {

    private static final int LETTERS = 7_000;
    private static final int PREFETCH = 500;
    private static final int PASSES = 3;

    private record Arrival(long place, String id) {}

    private final BrokerNode broker = BrokerNode.shared();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final String queue = name("letters");
    private volatile CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private Connection connection;
    private boolean consuming;
    private int expected;

    @AfterEach
    void disconnect() {
        connection.abort();
        callbacks.shutdown();
        broker.amqp().deleteQueue(queue);
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueKind.class,
            names = {"QUORUM", "CLASSIC"})
    void whatIsLeftKeepsItsOrderPassAfterPass(QueueKind kind) throws Exception {
        connection = new Core(broker.amqpUrl()).connections.open("test", callbacks);
        broker.amqp()
                .declareQueue(
                        queue, kind == QueueKind.QUORUM ? Topology.keeping(kind) : Map.of(Topology.TYPE, "classic"));
        List<String> left =
                IntStream.range(0, LETTERS).mapToObj(String::valueOf).toList();
        broker.amqp().publish(queue, left);
        LetterChannels channels = new LetterChannels(connection, queue, kind, new Notes());

        for (int pass = 0; pass < PASSES; pass++) {
            List<String> next = new ArrayList<>();
            List<Arrival> taken = new ArrayList<>();
            for (String id : left) {
                Arrival arrival = next(channels, left.size() - next.size() - taken.size());
                assertThat(arrival.id()).as("pass %d", pass).isEqualTo(id);
                if (Integer.parseInt(id) % 7 == pass) {
                    taken.add(arrival);
                } else {
                    next.add(id);
                }
            }
            cancel(channels);
            consuming = false;
            for (Arrival arrival : taken) {
                channels.ack(arrival.place());
            }
            channels.giveBack();
            left = next;
            assertThat(channels.ready()).isEqualTo(left.size());
        }
        assertThat(connection.createChannel().getChannelNumber()).as("channels").isLessThanOrEqualTo(5);
    }

    /** From a consumer that gets no more than it may hold. */
    private Arrival next(LetterChannels channels, int most) throws Exception {
        if (expected == 0) {
            if (consuming) {
                cancel(channels);
            }
            consuming = true;
            expected = Math.min(PREFETCH, most);
            channels.consume(expected);
        }
        expected--;
        Arrival arrival = arrivals.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        channels.received(arrival.place());
        return arrival;
    }

    private void cancel(LetterChannels channels) throws Exception {
        channels.cancel();
        cancelled.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        cancelled = new CompletableFuture<>();
    }

    private final class Notes implements LetterChannel.Sink {

        @Override
        public void delivered(long place, BasicProperties properties, byte[] body) {
            arrivals.add(new Arrival(place, properties.getMessageId()));
        }

        @Override
        public void cancelled() {
            cancelled.complete(null);
        }

        @Override
        public void lost(LettersException cause) {}
    }
}
