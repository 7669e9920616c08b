package dev.warren.amqp.letter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.topology.QueueKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One way through a queue of dead letters, from its head to what was its end when it began. Each letter is handed out once, in
 * order, and is taken or left; whatever is not taken is in the queue afterwards, where it was. All but {@link #stop} and {@link
 * #execute} is for one thread: the one that reads.
 */
public final class LetterReading implements Executor, AutoCloseable {

    /** How long nothing comes before it is looked whether anything can come. */
    private static final Duration IDLE = Duration.ofMillis(500);

    /** RabbitMQ takes back what is held for 30 minutes; so long readings give back and go on in between. */
    private static final Duration LONGEST_PASS = Duration.ofMinutes(10);

    /** How long a consumer is waited for that others keep from getting what it may hold: then order is theirs. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Connection connection;
    private final PayloadGate gate;
    private final Consumer<LetterReading> closed;
    private final LetterChannels channels;
    private final LetterConsumer consumer;
    private final Inbox inbox = new Inbox();
    private final Deque<HeldLetter> arrived = new ArrayDeque<>();
    private volatile boolean stopped;
    private LettersException lost;
    private Instant passStart = Instant.now();
    /** Letters that were there at the start and are not taken. */
    private int total;

    /** Letters delivered in this pass. */
    private int seen;

    private int left;
    private int undecided;
    private int takenInPass;
    /** Left in an earlier pass and still to be passed over in this one. */
    private int toSkip;

    private boolean holding;

    LetterReading(Connection connection, String queue, QueueKind kind, PayloadGate gate, Consumer<LetterReading> closed)
            throws IOException {
        this.connection = connection;
        this.closed = closed;
        this.gate = gate;
        this.channels = new LetterChannels(connection, queue, kind, new Deliveries());
        this.consumer = new LetterConsumer(channels);
        this.total = channels.readyAtStart();
    }

    /** How many letters there are to be read. */
    public int total() {
        return total;
    }

    /** From any thread: no more letters are handed out. */
    public void stop() {
        stopped = true;
        execute(() -> {}); // wakes the reader
    }

    public boolean isStopped() {
        return stopped;
    }

    /** From any thread: has this done by the thread that reads, the next time that it waits for something. */
    @Override
    public void execute(Runnable command) {
        inbox.execute(command);
    }

    /**
     * Waits for the next letter, which then has to be taken or left.
     *
     * @return empty at the end, or once stopped
     * @throws LettersException if the broker does not let it go on
     */
    public Optional<HeldLetter> next() {
        while (true) {
            doWhatIsThere();
            if (stopped) {
                return Optional.empty();
            }
            if (isPassTooLong()) {
                endPass();
                continue;
            }
            if (!arrived.isEmpty() && !arrived.element().lacksPayload()) {
                undecided++;
                return Optional.of(arrived.remove());
            }
            if (arrived.isEmpty() && seen >= total) {
                return Optional.empty();
            }
            goOn();
        }
    }

    /** Waits, doing what it is handed meanwhile, until the condition holds or that time has come. */
    public void await(BooleanSupplier condition, Instant until) {
        doWhatIsThere();
        while (!condition.getAsBoolean() && Instant.now().isBefore(until)) {
            Instant soon = Instant.now().plus(IDLE);
            work(Duration.between(Instant.now(), until.isBefore(soon) ? until : soon));
            doWhatIsThere();
        }
    }

    private void goOn() {
        if (!arrived.isEmpty()) {
            endPass(); // there was no room for its payload
        } else if (!consumer.isConsuming()) {
            consume();
        } else if (consumer.isSpent()) {
            cancel();
        } else if (!work(IDLE) && undecided == 0) {
            lookForMore();
        }
    }

    private boolean isPassTooLong() {
        return !holding && takenInPass > 0 && passStart.isBefore(Instant.now().minus(LONGEST_PASS));
    }

    /** Once it is decided what becomes of those that were handed out. */
    private void endPass() {
        if (undecided == 0) {
            startOver();
        } else {
            work(IDLE);
        }
    }

    /** Gives back all that is held, and passes over what was left so far. */
    private void startOver() {
        stopConsuming();
        onBroker(() -> {
            channels.giveBack();
            return null;
        });
        toSkip = left;
        seen = 0;
        takenInPass = 0;
        passStart = Instant.now();
    }

    /** Nothing came, though more was there: others may have taken it. */
    private void lookForMore() {
        if (isNothingOnItsWay()) {
            total = seen;
        }
    }

    /** The first answer may overtake what the queue has sent, the second comes after it. */
    private boolean isNothingOnItsWay() {
        long before = channels.last();
        boolean nothing = onBroker(channels::isNothingReady) && onBroker(channels::isNothingReady);
        doWhatIsThere();
        return nothing && channels.last() == before;
    }

    private void consume() {
        onBroker(() -> {
            consumer.start(total - seen, gate.largestLately());
            return null;
        });
    }

    private void cancel() {
        if (!consumer.isConsuming()) {
            return;
        }
        if (channels.hasToHoldAll()) {
            comeToRest();
        }
        onBroker(() -> {
            consumer.cancel();
            return null;
        });
        while (consumer.isCancelling()) {
            work(IDLE);
            failIfLost();
        }
        onBroker(() -> {
            consumer.releaseAcks();
            return null;
        });
    }

    /** What is on its way to a consumer when it is cancelled goes back to a quorum queue in any order, and late. */
    private void comeToRest() {
        consumer.withholdAcks();
        Instant until = Instant.now().plus(REST);
        while (!isAtRest() && Instant.now().isBefore(until)) {
            work(IDLE);
        }
    }

    /** Waiting for more once it has all that it may hold would be waiting for nothing. */
    private boolean isAtRest() {
        doWhatIsThere();
        boolean nothing = !consumer.isFull() && isNothingOnItsWay(); // and has done what came meanwhile
        return nothing || consumer.isFull();
    }

    /** With all held that is to be given back. */
    private void stopConsuming() {
        if (channels.hasToHoldAll()) {
            holdAll();
        }
        cancel();
        arrived.forEach(letter -> letter.release(gate));
        arrived.clear();
    }

    /** A quorum queue puts what comes back behind what came back earlier: only if all comes back, order stays. */
    private void holdAll() {
        holding = true;
        gate.close(true);
        hold();
        while (seen < total) {
            goOn();
            doWhatIsThere();
            hold();
        }
        gate.close(false);
        holding = false;
    }

    private void hold() {
        consumer.left(arrived.size());
        arrived.forEach(letter -> letter.release(gate));
        arrived.clear();
    }

    void take(HeldLetter letter) {
        letter.release(gate);
        undecided--;
        total--;
        seen--;
        takenInPass++;
        onBroker(() -> {
            consumer.ack(letter.place());
            return null;
        });
    }

    void leave(HeldLetter letter) {
        letter.release(gate);
        undecided--;
        left++;
        consumer.left(letter.place());
    }

    private void doWhatIsThere() {
        inbox.runAll();
        failIfLost();
    }

    /** @return whether anything came in that time */
    private boolean work(Duration atMost) {
        return inbox.runNext(atMost);
    }

    private void failIfLost() {
        if (lost != null) {
            throw lost;
        }
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private static <T> T onBroker(Call<T> call) {
        try {
            return call.make();
        } catch (IOException | AlreadyClosedException e) {
            throw LettersException.of(e);
        }
    }

    /** Gives back what is held. If the connection is lost, the broker does so by itself, quorum queues in any order. */
    @Override
    public void close() {
        try {
            if (lost == null) {
                stopConsuming();
                onBroker(() -> {
                    try {
                        channels.awaitAcks();
                    } finally {
                        channels.giveBack();
                    }
                    connection.close();
                    return null;
                });
            }
        } finally {
            closed.accept(this);
            connection.abort();
        }
    }

    /** Brings what comes in to the thread that reads. */
    private final class Deliveries implements LetterChannel.Sink {

        @Override
        public void delivered(long place, BasicProperties properties, byte[] body) {
            PayloadGate.Arrival arrival = gate.next();
            Letter letter = new Letter(properties, arrival.size());
            HeldLetter held = new HeldLetter(LetterReading.this, letter, place, arrival, body);
            execute(() -> receive(held));
        }

        private void receive(HeldLetter held) {
            consumer.delivered(held.place());
            if (seen >= total) {
                held.release(gate); // came later than this reading began
                return;
            }
            seen++;
            if (toSkip > 0) {
                toSkip--;
                consumer.left(1);
                held.release(gate);
            } else {
                arrived.add(held);
            }
        }

        @Override
        public void cancelled() {
            execute(consumer::cancelled);
        }

        @Override
        public void lost(LettersException cause) {
            execute(() -> {
                if (lost == null) {
                    lost = cause;
                }
            });
        }
    }
}
