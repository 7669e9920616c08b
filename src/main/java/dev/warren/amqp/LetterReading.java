package dev.warren.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    private static final int FIRST_PREFETCH = 32;
    private static final int MOST_PREFETCH = 1_024;

    /** What a consumer may have on its way to here, in bytes. */
    private static final long ON_ITS_WAY = 8L << 20;

    private final Connection connection;
    private final PayloadGate gate;
    private final Consumer<LetterReading> closed;
    private final LetterChannel channel;
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
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

    private boolean consuming;
    private boolean holding;
    private boolean cancelling;
    private int prefetch;
    private int deliveredToConsumer;
    private int leftOfConsumer;
    private long firstOfConsumer;

    LetterReading(Connection connection, String queue, QueueKind kind, PayloadGate gate, Consumer<LetterReading> closed)
            throws IOException {
        this.connection = connection;
        this.closed = closed;
        this.gate = gate;
        this.channel = new LetterChannel(connection.createChannel(), queue, kind, new Inbox());
        this.total = channel.ready();
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
        inbox.add(command);
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
        boolean isPassOver = !arrived.isEmpty()
                || !holding
                        && takenInPass > 0
                        && passStart.isBefore(Instant.now().minus(LONGEST_PASS));
        if (isPassOver && undecided == 0) {
            startOver();
        } else if (isPassOver) {
            work(IDLE);
        } else if (!consuming) {
            consume();
        } else if (isSpent()) {
            cancel();
        } else if (!work(IDLE) && undecided == 0) {
            lookForMore();
        }
    }

    /** Whether another consumer would get more: this one holds too much that is left, or began small. */
    private boolean isSpent() {
        return 2 * leftOfConsumer >= prefetch || prefetch < MOST_PREFETCH && deliveredToConsumer >= 4 * prefetch;
    }

    /** Gives back all that is held, and passes over what was left so far. */
    private void startOver() {
        giveBack();
        toSkip = left;
        seen = 0;
        takenInPass = 0;
        passStart = Instant.now();
    }

    /** Nothing came, though more was there: others may have taken it. */
    private void lookForMore() {
        cancel();
        if (arrived.isEmpty() && onBroker(channel::ready) == 0) {
            total = seen;
        }
    }

    /** Starts small: how large the letters are is not known before. */
    private void consume() {
        int more = prefetch == 0 ? FIRST_PREFETCH : Math.min(2 * prefetch, MOST_PREFETCH);
        long fitting = Math.max(1, ON_ITS_WAY / Math.max(1, gate.largestLately()));
        prefetch = (int) Math.min(Math.min(more, fitting), total - seen);
        leftOfConsumer = 0;
        deliveredToConsumer = 0;
        firstOfConsumer = channel.last() + 1L;
        onBroker(() -> {
            channel.consume(prefetch);
            return null;
        });
        consuming = true;
    }

    private void cancel() {
        if (!consuming) {
            return;
        }
        cancelling = true;
        consuming = false;
        onBroker(() -> {
            channel.cancel();
            return null;
        });
        while (cancelling) {
            work(IDLE);
            failIfLost();
        }
    }

    private void giveBack() {
        if (channel.hasToHoldAll()) {
            holdAll();
        }
        cancel();
        arrived.forEach(letter -> letter.release(gate));
        arrived.clear();
        onBroker(() -> {
            channel.giveBack();
            return null;
        });
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
        leftOfConsumer += arrived.size();
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
            channel.ack(letter.tag());
            return null;
        });
    }

    void leave(HeldLetter letter) {
        letter.release(gate);
        undecided--;
        left++;
        if (letter.tag() >= firstOfConsumer) {
            leftOfConsumer++;
        }
    }

    private void doWhatIsThere() {
        for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
            next.run();
        }
        failIfLost();
    }

    /** @return whether anything came in that time */
    private boolean work(Duration atMost) {
        try {
            Runnable next = inbox.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
            if (next == null) {
                return false;
            }
            next.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LettersException(LettersException.Obstacle.UNAVAILABLE, "interrupted");
        }
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
                giveBack();
                onBroker(() -> {
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
    private final class Inbox implements LetterChannel.Sink {

        @Override
        public void delivered(long tag, BasicProperties properties, byte[] body) {
            PayloadGate.Arrival arrival = gate.next();
            Letter letter = new Letter(properties, arrival.size());
            HeldLetter held = new HeldLetter(LetterReading.this, letter, tag, arrival, body);
            execute(() -> receive(held));
        }

        private void receive(HeldLetter held) {
            channel.received(held.tag());
            deliveredToConsumer++;
            if (seen >= total) {
                held.release(gate); // came later than this reading began
                return;
            }
            seen++;
            if (toSkip > 0) {
                toSkip--;
                leftOfConsumer++;
                held.release(gate);
            } else {
                arrived.add(held);
            }
        }

        @Override
        public void cancelled() {
            execute(() -> cancelling = false);
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
