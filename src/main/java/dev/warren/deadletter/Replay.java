package dev.warren.deadletter;

import dev.warren.amqp.Destination;
import dev.warren.amqp.HeldLetter;
import dev.warren.amqp.LetterReading;
import dev.warren.amqp.PublishResult;
import dev.warren.amqp.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Publishes letters as tasks again, many at a time, and takes each out once its publish is confirmed: whatever happens in
 * between, it is in one of the two queues, or in both.
 */
final class Replay extends Clearing {

    private static final int MOST_UNDER_WAY = 500;

    /** So many failures one after the other, and the rest would fail as well. */
    private static final int HOPELESS = 20;

    private static final double NANOS = 1e9;

    private final Publisher publisher;
    private final Destination destination;
    private final OptionalDouble rate;
    private final Clock clock;
    private int underWay;
    private int failuresInARow;
    private Instant nextAt = Instant.MIN;

    Replay(
            LetterFilter filter,
            Publisher publisher,
            Destination destination,
            OptionalDouble rate,
            Clock clock,
            Consumer<Progress> listener) {
        super(filter, listener);
        this.publisher = publisher;
        this.destination = destination;
        this.rate = rate;
        this.clock = clock;
    }

    @Override
    void clear(LetterReading reading, HeldLetter letter) {
        Optional<String> unreadable = letter.letter().unreadable();
        if (unreadable.isPresent()) {
            failed(letter, new Trouble.Unreadable(unreadable.get()));
            return;
        }
        reading.await(() -> underWay < MOST_UNDER_WAY || isHopeless(), Instant.MAX);
        awaitTurn(reading);
        if (isHopeless() || reading.isStopped()) {
            letter.leave();
            return;
        }
        underWay++;
        publisher
                .publish(destination, ReplayedTask.of(letter.letter().task(letter.payload(), clock)))
                .thenAcceptAsync(result -> settle(letter, result), reading);
    }

    private void awaitTurn(LetterReading reading) {
        if (rate.isEmpty()) {
            return;
        }
        reading.await(reading::isStopped, nextAt);
        Instant now = Instant.now();
        Instant turn = nextAt.isBefore(now) ? now : nextAt;
        nextAt = turn.plus(Duration.ofNanos((long) (NANOS / rate.getAsDouble())));
    }

    private void settle(HeldLetter letter, PublishResult result) {
        underWay--;
        if (result.isConfirmed()) {
            failuresInARow = 0;
            done(letter);
        } else {
            failuresInARow++;
            failed(letter, new Trouble.NotPublished(result));
        }
    }

    @Override
    void finish(LetterReading reading) {
        reading.await(() -> underWay == 0, Instant.MAX);
    }

    @Override
    boolean isHopeless() {
        return failuresInARow >= HOPELESS;
    }
}
