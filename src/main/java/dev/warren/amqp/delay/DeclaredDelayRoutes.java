package dev.warren.amqp.delay;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.publish.Obstacles;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Queue;
import dev.warren.amqp.topology.TopologyDeclaration;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.amqp.topology.Upkeep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Looks whether a queue is there, and declares what brings due tasks to it. */
public final class DeclaredDelayRoutes implements DelayRoutes {

    private final DelayLadder ladder;
    private final Upkeep upkeep;
    private final Obstacles obstacles;

    /** @param timeout for an answer of the broker */
    public DeclaredDelayRoutes(
            DelayLadder ladder, Housekeeping housekeeping, Upkeep upkeep, Duration timeout, Clock clock) {
        this.ladder = ladder;
        this.upkeep = upkeep;
        this.obstacles = new Obstacles(
                housekeeping,
                timeout,
                new PublishResult.Unavailable("the broker did not say whether the queue is there"),
                clock);
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
        return obstacles.of(queue, connection -> look(connection, queue));
    }

    private Optional<PublishResult> look(Connection connection, String queue) throws IOException, TimeoutException {
        Queue there = new Queue(queue, false, Map.of());
        try {
            TopologyDeclaration.apply(connection, new Topology(List.of(), List.of(there), List.of()));
        } catch (TopologyException e) {
            return Optional.of(
                    e.isForbidden()
                            ? new PublishResult.Unavailable(e.getMessage())
                            : new PublishResult.Unroutable(DelayLadder.DUE, queue));
        }
        try {
            TopologyDeclaration.apply(connection, ladder.deliveryTo(queue));
            return Optional.empty();
        } catch (TopologyException e) {
            return Optional.of(new PublishResult.Unavailable(e.getMessage()));
        }
    }
}
