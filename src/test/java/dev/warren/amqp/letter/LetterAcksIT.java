package dev.warren.amqp.letter;

import static dev.warren.amqp.Core.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quorum queue that is slow, or has no leader, neither has its letters back after they were taken nor passes for an empty one. */
class LetterAcksIT {

    private static final Duration STALL = Duration.ofSeconds(2);
    private static final int LETTERS = 2_000;

    /** More than RabbitMQ has under way, and fewer than a consumer may hold by then: its prefetch has been doubled three times. */
    private static final int LAST = 100;

    private final BrokerNode broker = BrokerNode.shared();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final PayloadGate gate = new PayloadGate(letter -> true, 1 << 20);
    private final String queue = name("letters");
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        broker.amqp().declareQueue(queue, Topology.keeping(QueueKind.QUORUM));
        broker.amqp()
                .publish(
                        queue,
                        IntStream.range(0, LETTERS).mapToObj(String::valueOf).toList());
        connection = new Core(broker.amqpUrl()).connections.open("test", callbacks, gate, Duration.ofMinutes(1));
    }

    @AfterEach
    void disconnect() {
        connection.abort();
        callbacks.shutdown();
        broker.amqp().deleteQueue(queue);
    }

    @Test
    void aQueueThatStallsAtAReadingsEndHasHadItsAcksAfterwards() throws Exception {
        LetterReading reading = read();
        for (int letter = 0; letter < LETTERS - LAST; letter++) {
            reading.next().orElseThrow().take();
        }
        List<HeldLetter> last = Stream.generate(reading::next)
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();

        broker.stall(queue, STALL);
        last.forEach(HeldLetter::take);
        reading.close();

        assertThat(last).hasSize(LAST);
        assertThat(broker.amqp().takeAll(queue)).isEmpty();
    }

    @Test
    void acksThatFollowTheLastConsumerAreHad() throws Exception {
        BlockingQueue<Long> places = new ArrayBlockingQueue<>(LAST);
        CountDownLatch cancelled = new CountDownLatch(1);
        LetterChannels channels = new LetterChannels(connection, queue, QueueKind.QUORUM, new LetterChannel.Sink() {
            @Override
            public void delivered(long place, BasicProperties properties, byte[] body) {
                places.add(place);
            }

            @Override
            public void cancelled() {
                cancelled.countDown();
            }

            @Override
            public void lost(LettersException cause) {}
        });
        channels.consume(LAST);
        for (int letter = 0; letter < LAST; letter++) {
            channels.received(places.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        channels.cancel();
        assertThat(cancelled.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();

        broker.stall(queue, STALL);
        for (long place = 1; place <= LAST; place++) {
            channels.ack(place);
        }
        channels.awaitAcks();
        connection.close();

        assertThat(broker.amqp().takeAll(queue)).hasSize(LETTERS - LAST);
    }

    @Test
    void aQueueThatStallsIsNotTakenForAnEmptyOne() throws Exception {
        broker.stall(queue, STALL);

        assertThat(read().total()).isEqualTo(LETTERS);
    }

    @Test
    void aQueueWithoutALeaderIsNotTakenForAnEmptyOne() {
        broker.stopLeader("/", queue);

        try {
            assertThatThrownBy(this::read).rootCause().hasMessageContaining(queue);
        } finally {
            broker.restartLeader("/", queue);
        }
    }

    @Test
    void aReadingThatLosesTheLeaderDoesNotTakeThatForTheEnd() throws Exception {
        LetterReading reading = read();
        reading.next().orElseThrow().take();
        broker.stopLeader("/", queue);

        try {
            assertThatThrownBy(() -> Stream.generate(reading::next)
                            .takeWhile(Optional::isPresent)
                            .forEach(letter -> letter.orElseThrow().take()))
                    .isInstanceOf(LettersException.class)
                    .hasMessageContaining(queue);
        } finally {
            broker.restartLeader("/", queue);
        }
    }

    private LetterReading read() throws Exception {
        return new LetterReading(connection, queue, QueueKind.QUORUM, gate, closed -> {});
    }
}
