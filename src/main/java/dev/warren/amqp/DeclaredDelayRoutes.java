package dev.warren.amqp;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Topology.Queue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks whether a queue is there, and declares what brings due tasks to it. */
final class DeclaredDelayRoutes implements DelayRoutes {

    /** How long a queue that was there counts as there. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 1_000;

    private final DelayLadder ladder;
    private final Housekeeping housekeeping;
    private final Upkeep upkeep;
    private final Duration timeout;
    private final Clock clock;
    private final Map<String, Question> questions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Question> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Question(String queue, Instant at, CompletableFuture<Optional<PublishResult>> answer) {}

    /** @param timeout for an answer of the broker */
    DeclaredDelayRoutes(DelayLadder ladder, Housekeeping housekeeping, Upkeep upkeep, Duration timeout, Clock clock) {
        this.ladder = ladder;
        this.housekeeping = housekeeping;
        this.upkeep = upkeep;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Optional<Destination> route(String queue, Duration delay) {
        boolean isThere = ladder.reaches(queue)
                && upkeep.isDeclared(ladder.exchanges())
                && upkeep.isDeclared(ladder.deliveryTo(queue));
        return isThere ? ladder.destination(queue, ladder.atMostHeight(delay)) : Optional.empty();
    }

    @Override
    public void declareAgain() {
        upkeep.declareAgain();
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
        LinkState state = housekeeping.state();
        if (!state.isUp()) {
            return CompletableFuture.completedFuture(Optional.of(new PublishResult.Unavailable(state.describe())));
        }
        synchronized (questions) {
            Question question = questions.get(queue);
            if (question == null || question.at().plus(FRESH).isBefore(clock.instant())) {
                questions.remove(queue);
                question = ask(queue);
            }
            return question.answer();
        }
    }

    /** Whoever asks meanwhile gets the same answer; only a good one is remembered. */
    private Question ask(String queue) {
        CompletableFuture<Optional<PublishResult>> answer = housekeeping
                .ask(connection -> look(connection, queue))
                .completeOnTimeout(
                        Optional.of(new PublishResult.Unavailable("the broker did not say whether the queue is there")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        Question question = new Question(queue, clock.instant(), answer);
        questions.put(queue, question);
        answer.thenAccept(obstacle -> {
            if (obstacle.isPresent()) {
                forget(question);
            }
        });
        return question;
    }

    private void forget(Question question) {
        synchronized (questions) {
            questions.remove(question.queue(), question);
        }
    }

    private Optional<PublishResult> look(Connection connection, String queue) throws IOException, TimeoutException {
        Queue there = new Queue(queue, false, Map.of());
        try {
            TopologyDeclaration.apply(connection, new Topology(List.of(), List.of(there), List.of()));
        } catch (TopologyException e) {
            return Optional.of(new PublishResult.Unroutable(DelayLadder.DUE, queue));
        }
        try {
            TopologyDeclaration.apply(connection, ladder.deliveryTo(queue));
            return Optional.empty();
        } catch (TopologyException e) {
            return Optional.of(new PublishResult.Unavailable(e.getMessage()));
        }
    }
}
