package dev.warren.amqp.letter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.topology.QueueKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The channels that a queue of dead letters is read on, one after the other: with each ack RabbitMQ looks through all that its
 * channel holds, from the oldest on, so that reading many letters on a single one would take a time that grows with the square of how many.
 */
final class LetterChannels {

    /** Few: operators may limit how many a user has. */
    private static final int MOST_CHANNELS = 32;

    /** A channel that holds no more than this is quick. */
    private static final int FEW = 2_048;

    /** A classic queue takes its time over 100 000. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;
    private final String queue;
    private final QueueKind kind;
    private final LetterChannel.Sink sink;
    private final int readyAtStart;
    private final int room;
    private final NavigableMap<Long, LetterChannel> byFirstPlace = new TreeMap<>();
    private LetterChannel current;
    private long last;

    LetterChannels(Connection connection, String queue, QueueKind kind, LetterChannel.Sink sink) throws IOException {
        this.connection = connection;
        this.queue = queue;
        this.kind = kind;
        this.sink = sink;
        use(new LetterChannel(connection.createChannel(), queue, kind, sink));
        this.readyAtStart = ready();
        if (readyAtStart == 0) {
            current.requireEmpty();
        }
        this.room = Math.max(FEW, readyAtStart / MOST_CHANNELS);
    }

    /** How many messages waited when this was made. */
    int readyAtStart() {
        return readyAtStart;
    }

    /** How many messages wait in the queue, besides those that were delivered. */
    int ready() throws IOException {
        return current.ready();
    }

    /** Whether none waits, asked while there is a consumer. */
    boolean isNothingReady() throws IOException {
        return current.isNothingReady();
    }

    /** Whether what comes back goes behind what came back before. */
    boolean hasToHoldAll() {
        return kind != QueueKind.CLASSIC;
    }

    /** Starts another consumer; there must be none. */
    void consume(int prefetch) throws IOException {
        if (current.held() >= room) {
            use(another());
        }
        current.consume(prefetch);
    }

    /** One that holds nothing; the current one where there is none, and there may be no more. */
    private LetterChannel another() throws IOException {
        for (LetterChannel channel : byFirstPlace.values()) {
            if (channel.held() == 0) {
                return channel;
            }
        }
        Channel opened = byFirstPlace.size() < MOST_CHANNELS ? connection.createChannel() : null;
        return opened == null ? current : new LetterChannel(opened, queue, kind, sink);
    }

    private void use(LetterChannel channel) {
        if (channel != current) {
            byFirstPlace.values().remove(channel);
            channel.continueAt(last + 1);
            byFirstPlace.put(last + 1, channel);
            current = channel;
        }
    }

    /** Ends the consumer; {@link LetterChannel.Sink#cancelled} follows its last delivery. What was delivered stays unsettled. */
    void cancel() throws IOException {
        current.cancel();
    }

    /** The last delivery that was noted. */
    long last() {
        return last;
    }

    /** Notes a delivery; to be called in order. */
    void received(long place) {
        last = place;
        current.received(place);
    }

    /** Returns once no ack is lost if the channels end. There must be no more deliveries. */
    void awaitAcks() throws IOException {
        for (LetterChannel channel : byFirstPlace.values()) {
            channel.awaitAcks();
        }
    }

    void ack(long place) throws IOException {
        byFirstPlace.floorEntry(place).getValue().ack(place);
    }

    /** Gives everything unsettled back, to the place in the queue that it had. No consumer must be left to get it again. */
    void giveBack() throws IOException {
        List<LetterChannel> holding = new ArrayList<>(byFirstPlace.values());
        holding.removeIf(channel -> channel.held() == 0);
        if (hasToHoldAll()) {
            boolean inOrder = true;
            for (LetterChannel channel : holding) {
                inOrder = channel.giveBackInSteps(inOrder);
            }
        } else if (!holding.isEmpty()) {
            giveBackAtOnce(holding);
        }
    }

    /** From the end: a classic queue looks from its head on for where to put what comes back. */
    private void giveBackAtOnce(List<LetterChannel> holding) throws IOException {
        int ready = ready() + holding.stream().mapToInt(LetterChannel::held).sum();
        Collections.reverse(holding);
        for (LetterChannel channel : holding) {
            channel.giveBackAtOnce();
        }
        current.awaitReady(ready, PATIENCE); // it comes back in parts: whoever reads next has to find all of it
    }
}
