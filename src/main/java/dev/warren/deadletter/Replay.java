package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.LetterReading;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Publishes letters as tasks again, many at a time, and takes each out once its publish is confirmed: whatever happens in
 * between, it is in one of the two queues, or in both.
 */
final class Replay extends Clearing {

    private static final int MOST_UNDER_WAY = 500;

    /** A slow broker has what it has not confirmed yet: a letter that is left for it too early is there twice. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many failures one after the other, and the rest would fail as well. */
    private static final int HOPELESS = 20;

    /** For copies, which are made by a crash: close together, and few. */
    private static final int MOST_REMEMBERED = 20_000;

    private static final double NANOS = 1e9;

    private final Publisher publisher;
    private final Destination destination;
    private final OptionalDouble rate;
    private final Clock clock;
    private final Consumer<Task> listener;
    private final Map<Content, Replayed> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, Replayed> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private int underWay;
    private int failuresInARow;
    private Instant nextAt = Instant.MIN;

    /** @param listener hears of each task that was put back */
    Replay(
            LetterFilter filter,
            Publisher publisher,
            Destination destination,
            OptionalDouble rate,
            Clock clock,
            Consumer<Task> listener,
            Consumer<Progress> progressListener) {
        super(filter, progressListener);
        this.publisher = publisher;
        this.destination = destination;
        this.rate = rate;
        this.clock = clock;
        this.listener = listener;
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
        Optional<Content> content = Content.of(letter);
        Optional<Replayed> before = content.map(recent::get).filter(replayed -> !replayed.failed);
        if (before.isPresent()) {
            before.get().add(letter);
            return;
        }
        Replayed replayed = new Replayed();
        content.ifPresent(of -> recent.put(of, replayed));
        underWay++;
        Task task = letter.letter().task(letter.payload(), clock).anew();
        publisher
                .publishUntilAnswered(destination, task, PATIENCE)
                .thenAcceptAsync(result -> settle(letter, task, replayed, result), reading);
    }

    private void awaitTurn(LetterReading reading) {
        if (rate.isEmpty()) {
            return;
        }
        reading.await(reading::isStopped, nextAt);
        Instant now = clock.instant();
        Instant turn = nextAt.isBefore(now) ? now : nextAt;
        nextAt = turn.plus(Duration.ofNanos((long) (NANOS / rate.getAsDouble())));
    }

    private void settle(HeldLetter letter, Task task, Replayed replayed, PublishResult result) {
        underWay--;
        if (result.isConfirmed()) {
            failuresInARow = 0;
            done(letter);
            replayed.succeeded();
            listener.accept(task);
        } else {
            failuresInARow++;
            failed(letter, new Trouble.NotPublished(result));
            replayed.failed(new Trouble.NotPublished(result));
        }
    }

    /** One that was published, and the copies of it that have come since. */
    private final class Replayed {

        List<HeldLetter> copies = List.of();
        boolean done;
        boolean failed;

        void add(HeldLetter copy) {
            if (done) {
                doneAsCopy(copy);
            } else {
                copies = Stream.concat(copies.stream(), Stream.of(copy)).toList();
            }
        }

        void succeeded() {
            done = true;
            copies.forEach(Replay.this::doneAsCopy);
            copies = List.of();
        }

        void failed(Trouble why) {
            failed = true;
            copies.forEach(copy -> Replay.this.failed(copy, why));
            copies = List.of();
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
