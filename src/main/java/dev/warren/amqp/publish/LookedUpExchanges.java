package dev.warren.amqp.publish;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Looks exchanges up on the housekeeping connection, and publishes to them on one of its own. */
public final class LookedUpExchanges implements Exchanges {

    /** That publishing is forbidden is only found by doing it, which costs all others on the channel theirs. */
    private static final Duration FORBIDDEN_FOR = Duration.ofMinutes(1);

    private final Obstacles obstacles;
    private final ConfirmingPublisher publisher;
    private final Clock clock;
    private final Map<PublishResult.Forbidden, Instant> forbiddenUntil = new ConcurrentHashMap<>();

    /**
     * @param publisher publishes to nothing else
     * @param timeout for an answer of the broker
     */
    public LookedUpExchanges(Housekeeping housekeeping, ConfirmingPublisher publisher, Duration timeout, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
        this.obstacles = new Obstacles(
                housekeeping,
                timeout,
                new PublishResult.Unavailable("the broker did not say whether the exchange is there"),
                clock);
    }

    public void start() {
        publisher.start();
    }

    public void awaitResults() throws InterruptedException {
        publisher.awaitResults();
    }

    public void close() {
        publisher.close();
    }

    @Override
    public CompletionStage<PublishResult> publish(Destination destination, Task task) {
        String exchange = destination.exchange();
        Optional<PublishResult> forbidden = forbidden(destination);
        if (forbidden.isPresent()) {
            return CompletableFuture.completedFuture(forbidden.get());
        }
        return obstacle(exchange)
                .thenCompose(obstacle -> obstacle.isPresent()
                        ? CompletableFuture.completedFuture(obstacle.get())
                        : publisher.publish(destination, task))
                .whenComplete((result, failure) -> learn(exchange, result));
    }

    @Override
    public CompletionStage<Optional<PublishResult>> obstacle(String exchange) {
        return obstacles.of(exchange, connection -> look(connection, exchange));
    }

    /** As it was found before: of the exchange, or of the one key. */
    private Optional<PublishResult> forbidden(Destination destination) {
        return Stream.of(
                        new PublishResult.Forbidden(destination.exchange()),
                        new PublishResult.Forbidden(destination.exchange(), Optional.of(destination.routingKey())))
                .filter(this::isFresh)
                .map(PublishResult.class::cast)
                .findFirst();
    }

    private boolean isFresh(PublishResult.Forbidden forbidden) {
        Instant until = forbiddenUntil.get(forbidden);
        return until != null && clock.instant().isBefore(until);
    }

    private void learn(String exchange, PublishResult result) {
        if (result instanceof PublishResult.Forbidden forbidden) {
            Instant now = clock.instant();
            forbiddenUntil.values().removeIf(now::isAfter);
            forbiddenUntil.put(forbidden, now.plus(FORBIDDEN_FOR));
        } else if (result instanceof PublishResult.ConnectionLost) {
            obstacles.forget(exchange); // it may have been deleted: then that was why
        }
    }

    /** What is in the way of publishing to it, as far as looking tells. RabbitMQ 4.3 lets nobody look who has no permission at all. */
    public static Optional<PublishResult> look(Connection connection, String exchange)
            throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclarePassive(exchange);
            return Optional.empty();
        } catch (IOException e) {
            if (Causes.isNotFound(e)) {
                return Optional.of(new PublishResult.NoExchange(exchange));
            }
            if (Causes.isForbidden(e)) {
                return Optional.of(new PublishResult.Forbidden(exchange));
            }
            throw e;
        }
    }
}
