package dev.warren.amqp.depth;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Housekeeping;
import dev.warren.amqp.connection.LinkState;
import dev.warren.amqp.topology.QueueStat;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks by passive declares, on the housekeeping connection: a queue without a leader may break it. */
public final class AskedQueueDepths implements QueueDepths {

    /** For a quorum queue that is slow: others wait for the connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Housekeeping housekeeping;
    private final Duration timeout;

    public AskedQueueDepths(Housekeeping housekeeping, Duration timeout) {
        this.housekeeping = housekeeping;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Map<String, Depth>> of(Collection<String> queues) {
        LinkState state = housekeeping.state();
        if (!state.isUp()) {
            return CompletableFuture.failedFuture(new IOException(state.describe()));
        }
        List<String> wanted = List.copyOf(queues);
        return housekeeping
                .ask(connection -> look(connection, wanted))
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Map<String, Depth> look(Connection connection, List<String> queues)
            throws IOException, TimeoutException {
        Map<String, Depth> depths = new LinkedHashMap<>();
        for (String queue : queues) {
            look(connection, queue).ifPresent(depth -> depths.put(queue, depth));
        }
        return depths;
    }

    private static Optional<Depth> look(Connection connection, String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            QueueStat told = QueueStat.of(channel, queue, PATIENCE);
            return Optional.of(new Depth(told.ready(), told.consumers()));
        } catch (IOException e) {
            if (Causes.closeOf(e).isPresent() && connection.isOpen()) {
                return Optional.empty(); // not there, exclusive to another, or not for this user
            }
            throw e;
        }
    }
}
