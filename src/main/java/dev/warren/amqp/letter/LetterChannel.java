package dev.warren.amqp.letter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.amqp.consume.QuorumAcks;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueStat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * One of the {@link LetterChannels} that a queue of dead letters is read on: consumers one after the other, so that their
 * unsettled deliveries may be more than one consumer can hold, and giving those back in the order in which they came.
 */
final class LetterChannel {

    /** What comes in, on the connection's own thread. */
    interface Sink {

        /** @param place counts the deliveries of a reading, on whichever of its channels they come */
        void delivered(long place, BasicProperties properties, byte[] body);

        /** The consumer that was cancelled gets nothing more. */
        void cancelled();

        void lost(LettersException cause);
    }

    private static final Logger LOG = Logger.getLogger(LetterChannel.class);

    /**
     * So many unsettled messages of one consumer come back to a quorum queue in order at once; of more the order is lost, for
     * the queue keeps them in an Erlang map.
     */
    private static final int IN_ORDER = 32;

    /** A channel of RabbitMQ makes one command of all that it has for a quorum queue once 32 commands are on their way. */
    private static final int COMMANDS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** After that a queue that is slow to say that it is empty is believed. */
    private static final Duration DOUBT = Duration.ofSeconds(10);

    private final Channel channel;
    private final String queue;
    private final QueueKind kind;
    private final Sink sink;
    private final BitSet unsettled = new BitSet();
    private final Deque<Integer> starts = new ArrayDeque<>();
    private final QuorumAcks acks = new QuorumAcks();

    /** The place of a delivery is so much more than its tag. */
    private volatile long offset;

    private int last;
    private String consumerTag;

    LetterChannel(Channel channel, String queue, QueueKind kind, Sink sink) {
        this.channel = channel;
        this.queue = queue;
        this.kind = kind;
        this.sink = sink;
        channel.addShutdownListener(cause -> sink.lost(LettersException.of(cause)));
    }

    /** How many messages wait in the queue, besides those that were delivered. */
    int ready() throws IOException {
        return QueueStat.of(channel, queue, kind == QueueKind.CLASSIC ? Duration.ZERO : DOUBT)
                .ready();
    }

    /**
     * Whether none waits, asked while there is a consumer: where none is told, it is not the queue that answers.
     *
     * @throws LettersException if it does not for too long
     */
    boolean isNothingReady() throws IOException {
        Instant until = Instant.now().plus(DOUBT);
        QueueStat stat = QueueStat.of(channel, queue);
        while (stat.consumers() == 0) {
            if (Instant.now().isAfter(until)) {
                throw new LettersException(LettersException.Obstacle.UNAVAILABLE, queue + " does not answer");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            stat = QueueStat.of(channel, queue);
        }
        return stat.ready() == 0;
    }

    /** Says what place the next delivery has; everything before is to be settled, and no consumer there. */
    void continueAt(long place) {
        offset = place - last - 1;
    }

    /** Starts another consumer; there must be none. */
    void consume(int prefetch) throws IOException {
        channel.basicQos(prefetch);
        starts.add(last + 1);
        consumerTag = channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                sink.delivered(offset + envelope.getDeliveryTag(), properties, body);
            }

            @Override
            public void handleCancelOk(String tag) {
                sink.cancelled();
            }

            @Override
            public void handleCancel(String tag) {
                sink.lost(new LettersException(
                        LettersException.Obstacle.UNAVAILABLE,
                        "the broker has cancelled the consumer: the queue is gone, or was read for too long"));
            }
        });
    }

    /** Ends the consumer; {@link Sink#cancelled} follows its last delivery. What was delivered stays unsettled. */
    void cancel() throws IOException {
        acks.asked();
        channel.basicCancel(consumerTag);
    }

    /** How many deliveries are unsettled. */
    int held() {
        return unsettled.cardinality();
    }

    /** Notes a delivery; to be called in order. */
    void received(long place) {
        last = tag(place);
        unsettled.set(last);
    }

    void ack(long place) throws IOException {
        unsettled.clear(tag(place));
        channel.basicAck(tag(place), false);
        acks.sent();
    }

    /** Returns once no ack is lost if this channel ends. There must be no more deliveries. */
    void awaitAcks() throws IOException {
        if (kind != QueueKind.CLASSIC && acks.mayBeLost()) { // a classic queue gets each as it comes
            acks.await(channel, queue); // a letter goes back with the channel's end
        }
    }

    /**
     * Has the queue itself say that it is empty. There must be no more deliveries.
     *
     * @throws IOException if it has no leader
     * @throws LettersException if it is not empty: then the letter that it gave goes back with the channel's end
     */
    void requireEmpty() throws IOException {
        if (kind != QueueKind.CLASSIC && acks.await(channel, queue).isPresent()) {
            throw new LettersException(
                    LettersException.Obstacle.UNAVAILABLE, queue + " was slow to answer: try it again");
        }
    }

    private int tag(long place) {
        return Math.toIntExact(place - offset);
    }

    /** Gives back all that is unsettled at once, which keeps the order in a classic queue only. */
    void giveBackAtOnce() throws IOException {
        channel.basicNack(unsettled.length() - 1L, true, true);
        forget();
    }

    /**
     * Gives back all that is unsettled so that it is in a quorum queue in the order in which it came.
     *
     * @param inOrder whether to wait for the queue in between, without which order is lost
     * @return whether that is worth while on the next channel
     */
    boolean giveBackInSteps(boolean inOrder) throws IOException {
        boolean waits = inOrder;
        int readyBefore = ready();
        int returned = 0;
        int steps = 0;
        int from = unsettled.nextSetBit(0);
        while (from >= 0) {
            int to = from;
            int inStep = 0;
            int end = endOfConsumer(from);
            int most = steps == 0 ? 1 : IN_ORDER; // the first finds out when earlier acks are done with
            for (int tag = from; tag >= 0 && tag < end && inStep < most; tag = unsettled.nextSetBit(tag + 1)) {
                to = tag;
                inStep++;
            }
            channel.basicNack(to, true, true);
            returned += inStep;
            from = unsettled.nextSetBit(to + 1);
            if (waits && (steps % COMMANDS == 0 || from < 0)) {
                waits = awaitReady(readyBefore + returned, PATIENCE);
            }
            steps++;
        }
        forget();
        return waits;
    }

    private void forget() {
        unsettled.clear();
        starts.clear();
    }

    /** Of two consumers the broker gives back the later one's first. */
    private int endOfConsumer(int tag) {
        while (!starts.isEmpty() && starts.element() <= tag) {
            starts.remove();
        }
        return starts.isEmpty() ? Integer.MAX_VALUE : starts.element();
    }

    /**
     * Until the queue has done what it was told.
     *
     * @return false if less than that is there, because others take from it, say: then order is theirs
     */
    boolean awaitReady(int count, Duration patience) throws IOException {
        Instant until = Instant.now().plus(patience);
        int there = ready();
        while (there < count) {
            if (Instant.now().isAfter(until)) {
                LOG.warnf(
                        "%s: %d letters are there, of at least %d that were given back: others take from it; or a policy has a"
                                + " delivery-limit, and they are gone",
                        queue, there, count);
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            there = ready();
        }
        return true;
    }
}
