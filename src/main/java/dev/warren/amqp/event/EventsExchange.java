package dev.warren.amqp.event;

import com.rabbitmq.client.Connection;
import dev.warren.NowAndThen;
import dev.warren.amqp.connection.Chore;
import dev.warren.amqp.publish.LookedUpExchanges;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyDeclaration;
import dev.warren.amqp.topology.TopologyException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Sees to it that the exchange of the events is there. Where it can't be, that is said and no more: events may be lost, so that
 * nothing else depends on it.
 */
public final class EventsExchange implements Chore {

    private static final Logger LOG = Logger.getLogger(EventsExchange.class);

    private static final Topology WANTED = Topology.of(new Topology.Exchange(Topology.EVENTS, "topic"));

    /** Somebody may delete it, and nothing says so. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** A refusal is an error in the broker's log, too. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private static final Duration SAY_AGAIN = Duration.ofHours(1);

    private final Clock clock;
    private final NowAndThen said;
    private volatile boolean there;
    private volatile boolean gone;
    private boolean declared;
    private Instant due = Instant.MIN;

    EventsExchange(Clock clock) {
        this.clock = clock;
        this.said = new NowAndThen(SAY_AGAIN, clock);
    }

    /** Whether it was there a few seconds ago. */
    boolean isThere() {
        return there;
    }

    /** It is not there any more: somebody has published to it in vain. */
    void missed() {
        there = false;
        gone = true;
    }

    @Override
    public void begin() {
        declared = false;
        due = Instant.MIN;
    }

    @Override
    public void tick(Connection connection) throws IOException, TimeoutException {
        if (gone) {
            gone = false;
            begin();
        }
        if (due.isAfter(clock.instant())) {
            return;
        }
        declared = declared && isThere(connection) || declare(connection);
        there = declared;
        due = clock.instant().plus(there ? LOOK_AGAIN : TRY_AGAIN);
    }

    private static boolean isThere(Connection connection) throws IOException, TimeoutException {
        return LookedUpExchanges.look(connection, Topology.EVENTS).isEmpty();
    }

    /** @return whether it is there, be it that others have declared it because this user may not */
    private boolean declare(Connection connection) throws IOException, TimeoutException {
        List<TopologyException> refusals = TopologyDeclaration.applyWhatFits(connection, WANTED);
        boolean isUsable = refusals.isEmpty() || refusals.get(0).isForbidden() && isThere(connection);
        if (isUsable) {
            said.forget();
        } else if (said.isDue("refusal")) {
            LOG.warnf(
                    "no events of tasks are published: %s (warren.events.enabled=false if they are not wanted)",
                    refusals.get(0).getMessage());
        }
        return isUsable;
    }
}
