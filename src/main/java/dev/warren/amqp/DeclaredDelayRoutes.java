package dev.warren.amqp;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Topology.Queue;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks whether a queue is there, and declares what brings due tasks to it. On a connection of its own: one that publishes
 * may be blocked.
 */
final class DeclaredDelayRoutes implements DelayRoutes, AutoCloseable {

    /** How long a queue that was there counts as there. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    private final DelayLadder ladder;
    private final Duration timeout;
    private final Clock clock;
    private final Link link;
    private final BlockingQueue<Question> asked = new LinkedBlockingQueue<>();
    private final Map<String, Question> questions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Question> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Question(String queue, Instant at, CompletableFuture<Optional<PublishResult>> answer) {}

    DeclaredDelayRoutes(
            Connections connections, DelayLadder ladder, Duration timeout, Clock clock, MeterRegistry metrics) {
        this.ladder = ladder;
        this.timeout = timeout;
        this.clock = clock;
        this.link = new Link("delays", connections, this::answerOn, metrics);
    }

    void start() {
        link.start();
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String queue) {
        if (!link.state().isUp()) {
            return CompletableFuture.completedFuture(
                    Optional.of(new PublishResult.Unavailable(link.state().describe())));
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
        Question question = new Question(queue, clock.instant(), new CompletableFuture<>());
        questions.put(queue, question);
        question.answer()
                .completeOnTimeout(
                        Optional.of(new PublishResult.Unavailable("the broker did not say whether the queue is there")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenAccept(obstacle -> {
                    if (obstacle.isPresent()) {
                        forget(question);
                    }
                });
        asked.add(question);
        return question;
    }

    private void forget(Question question) {
        synchronized (questions) {
            questions.remove(question.queue(), question);
        }
    }

    private void answerOn(Connection connection, Link.Use use) throws Exception {
        connection.addShutdownListener(cause -> use.become(new LinkState.Down(Causes.describe(cause))));
        use.up();
        while (connection.isOpen()) {
            Question question = asked.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            if (question != null && !question.answer().isDone()) {
                question.answer().complete(look(connection, question.queue()));
            }
        }
        throw connection.getCloseReason();
    }

    private Optional<PublishResult> look(Connection connection, String queue) throws IOException, TimeoutException {
        Queue there = new Queue(queue, false, Map.of());
        try {
            TopologyDeclaration.apply(connection, new Topology(List.of(), List.of(there), List.of()));
            TopologyDeclaration.apply(connection, ladder.deliveryTo(queue));
            return Optional.empty();
        } catch (TopologyException e) {
            return Optional.of(new PublishResult.Unroutable(DelayLadder.DUE, queue));
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
