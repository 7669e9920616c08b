package dev.warren.amqp.publish;

import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.connection.Housekeeping.Inquiry;
import dev.warren.amqp.connection.LinkState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What stands in the way of publishing to something, by its name. That nothing does is remembered, for a little while. */
public final class Obstacles {

    /** How long what was there counts as there. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 1_000;

    private final Housekeeping housekeeping;
    private final PublishResult unanswered;
    private final Duration timeout;
    private final Clock clock;
    private final Map<String, Question> questions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Question> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Question(String name, Instant at, CompletableFuture<Optional<PublishResult>> answer) {}

    /**
     * @param timeout for an answer of the broker
     * @param unanswered the obstacle where none has come by then
     */
    public Obstacles(Housekeeping housekeeping, Duration timeout, PublishResult unanswered, Clock clock) {
        this.housekeeping = housekeeping;
        this.timeout = timeout;
        this.unanswered = unanswered;
        this.clock = clock;
    }

    /** Asks the broker unless it is remembered; whoever asks meanwhile gets the same answer. Always completes, normally. */
    public CompletableFuture<Optional<PublishResult>> of(String name, Inquiry<Optional<PublishResult>> inquiry) {
        LinkState state = housekeeping.state();
        if (!state.isUp()) {
            return CompletableFuture.completedFuture(Optional.of(new PublishResult.Unavailable(state.describe())));
        }
        synchronized (questions) {
            Question question = questions.get(name);
            if (question == null || question.at().plus(FRESH).isBefore(clock.instant())) {
                questions.remove(name);
                question = ask(name, inquiry);
            }
            return question.answer();
        }
    }

    /** The next who asks has the broker asked. */
    void forget(String name) {
        synchronized (questions) {
            questions.remove(name);
        }
    }

    private Question ask(String name, Inquiry<Optional<PublishResult>> inquiry) {
        CompletableFuture<Optional<PublishResult>> answer = housekeeping
                .ask(inquiry)
                .completeOnTimeout(Optional.of(unanswered), timeout.toMillis(), TimeUnit.MILLISECONDS);
        Question question = new Question(name, clock.instant(), answer);
        questions.put(name, question);
        answer.thenAccept(obstacle -> {
            if (obstacle.isPresent()) {
                forget(question);
            }
        });
        return question;
    }

    private void forget(Question question) {
        synchronized (questions) {
            questions.remove(question.name(), question);
        }
    }
}
