package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.Letter;
import dev.warren.amqp.letter.LetterReader;
import dev.warren.amqp.letter.LetterReading;
import dev.warren.amqp.letter.LettersException;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.QueuesConfig;
import dev.warren.event.TaskEvent;
import dev.warren.event.TaskEvents;
import dev.warren.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The dead letters of any queue. Every method blocks until it has gone through the queue, or {@code abandoned} completes; each
 * throws {@link LettersException} if the queue can't be read.
 */
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final LetterReader reader;
    private final Publisher publisher;
    private final QueuesConfig queues;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final TaskEvents events;

    public DeadLetters(
            LetterReader reader,
            Publisher publisher,
            QueuesConfig queues,
            Clock clock,
            MeterRegistry metrics,
            TaskEvents events) {
        this.reader = reader;
        this.publisher = publisher;
        this.queues = queues;
        this.clock = clock;
        this.metrics = metrics;
        this.events = events;
    }

    /** One page; none is taken out. */
    public Page list(
            String queue,
            LetterFilter filter,
            Order order,
            int limit,
            Optional<Cursor> after,
            CompletableFuture<Void> abandoned) {
        PageBuilder page = new PageBuilder(order, limit, after);
        Copies copies = new Copies();
        int total = look(queue, filter, letter -> addOnce(letter, copies, page::add), abandoned);
        return page.build(total, copies.count());
    }

    /** All that match, by type and reason. */
    public Groups groups(String queue, LetterFilter filter, CompletableFuture<Void> abandoned) {
        Groups groups = new Groups();
        Copies copies = new Copies();
        look(queue, filter, letter -> addOnce(letter, copies, groups::add), abandoned);
        return groups;
    }

    private static void addOnce(DeadLetter letter, Copies copies, Consumer<DeadLetter> to) {
        if (!copies.isCopy(letter)) {
            to.accept(letter);
        }
    }

    /** The first letter of this task in the queue. */
    public Optional<FoundLetter> find(String queue, String id, CompletableFuture<Void> abandoned) {
        Predicate<Letter> isIt = letter -> letter.id().filter(id::equals).isPresent();
        try (LetterReading reading = reader.open(queues.settings(queue), isIt, abandoned)) {
            Optional<HeldLetter> next = reading.next();
            while (next.isPresent() && !isIt.test(next.get().letter())) {
                next.get().leave();
                next = reading.next();
            }
            if (reading.isStopped()) {
                throw LettersException.stopped();
            }
            return next.map(held -> {
                Letter letter = held.letter();
                FoundLetter found = new FoundLetter(DeadLetter.of(letter), letter, held.payload());
                held.leave();
                return found;
            });
        }
    }

    /**
     * Puts letters back into a queue, as tasks that start anew.
     *
     * @param to another queue than they come from
     * @param rate how many a second at most
     * @param listener hears now and then how far it is
     */
    public Progress replay(
            String queue,
            LetterFilter filter,
            Optional<String> to,
            OptionalDouble rate,
            Consumer<Progress> listener,
            CompletableFuture<Void> abandoned) {
        String target = to.orElse(queue);
        Consumer<Task> replayed = task -> events.tell(TaskEvent.replayed(target, task, clock.instant()));
        Replay replay =
                new Replay(filter, publisher, queues.settings(target).destination(), rate, clock, replayed, listener);
        Predicate<Letter> wanted = letter -> filter.test(DeadLetter.of(letter));
        return tell("replayed", queue, replay.run(reader.open(queues.settings(queue), wanted, abandoned)));
    }

    /** Drops letters, for good. */
    public Progress discard(
            String queue, LetterFilter filter, Consumer<Progress> listener, CompletableFuture<Void> abandoned) {
        Discard discard = new Discard(filter, listener);
        return tell("discarded", queue, discard.run(reader.open(queues.settings(queue), letter -> false, abandoned)));
    }

    /** Drops all but one of those that are there more than once, for good. */
    public Progress discardCopies(
            String queue, LetterFilter filter, Consumer<Progress> listener, CompletableFuture<Void> abandoned) {
        DiscardCopies discard = new DiscardCopies(filter, listener);
        Predicate<Letter> wanted = letter -> filter.test(DeadLetter.of(letter));
        return tell("discarded", queue, discard.run(reader.open(queues.settings(queue), wanted, abandoned)));
    }

    /** @return how many letters there are in all */
    private int look(
            String queue, LetterFilter filter, Consumer<DeadLetter> matching, CompletableFuture<Void> abandoned) {
        try (LetterReading reading = reader.open(queues.settings(queue), letter -> false, abandoned)) {
            for (Optional<HeldLetter> next = reading.next(); next.isPresent(); next = reading.next()) {
                DeadLetter letter = DeadLetter.of(next.get().letter());
                next.get().leave();
                if (filter.test(letter)) {
                    matching.accept(letter);
                }
            }
            if (reading.isStopped()) {
                throw LettersException.stopped();
            }
            return reading.total();
        }
    }

    private Progress tell(String fate, String queue, Progress progress) {
        count(queue, fate, progress.done());
        count(queue, "failed", progress.failed());
        LOG.logf(
                progress.isSuccess() ? Logger.Level.INFO : Logger.Level.WARN,
                "Dead letters %s: queue=%s matched=%d %s=%d failed=%d%s",
                fate,
                queue,
                progress.matched(),
                fate,
                progress.done(),
                progress.failed(),
                progress.trouble().map(trouble -> " trouble=" + trouble).orElse(""));
        return progress;
    }

    private void count(String queue, String fate, int letters) {
        Counter.builder("warren.letters")
                .description("Dead letters that were replayed or discarded, or could not be replayed")
                .tags("queue", queue, "fate", fate)
                .register(metrics)
                .increment(letters);
    }
}
