package dev.warren.amqp.delay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Chore;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Upkeep;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** How many tasks wait on each level of the ladder, as metrics. */
public final class LadderDepth implements Chore {

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final DelayLadder ladder;
    private final Upkeep upkeep;
    private final Clock clock;
    private final Map<String, Long> depths = new ConcurrentHashMap<>();
    private Instant due = Instant.MIN;

    /** @param upkeep says which queues can be asked: one without a leader would break the connection */
    public LadderDepth(DelayLadder ladder, Upkeep upkeep, Clock clock, MeterRegistry metrics) {
        this.ladder = ladder;
        this.upkeep = upkeep;
        this.clock = clock;
        for (Topology.Queue queue : ladder.topology().queues()) {
            depths.put(queue.name(), 0L);
            boolean isLevel = !queue.name().equals(DelayLadder.UNROUTABLE);
            Gauge.Builder<?> gauge = isLevel
                    ? Gauge.builder("warren.delay.waiting", () -> depths.get(queue.name()))
                            .description("Delayed tasks that wait on a level of the ladder")
                            .tag("level", queue.name().substring(Topology.DELAY_PREFIX.length()))
                    : Gauge.builder("warren.delay.unroutable", () -> depths.get(queue.name()))
                            .description("Delayed tasks that are kept because their queue was gone when they were due");
            gauge.register(metrics);
        }
    }

    @Override
    public void begin() {
        due = Instant.MIN;
    }

    @Override
    public void tick(Connection connection) throws IOException, TimeoutException {
        if (due.isAfter(clock.instant())) {
            return;
        }
        due = clock.instant().plus(EVERY);
        for (Topology part : ladder.parts()) {
            if (upkeep.isDeclared(part)) {
                for (Topology.Queue queue : part.queues()) {
                    look(connection, queue.name());
                }
            }
        }
    }

    private void look(Connection connection, String queue) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            depths.put(queue, channel.messageCount(queue));
        } catch (IOException e) {
            if (!Causes.isNotFound(e)) {
                throw e;
            }
            depths.put(queue, 0L); // somebody deleted it; the upkeep's matter
        }
    }
}
