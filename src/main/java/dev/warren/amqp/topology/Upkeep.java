package dev.warren.amqp.topology;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.connection.Chore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Keeps a topology declared, part by part: one that can't be declared keeps back no other. */
public final class Upkeep implements Chore {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Somebody may delete what is there, and nothing says so: what is published onto the ladder is confirmed all the same. */
    private static final Duration DECLARE_AGAIN = Duration.ofMinutes(2);

    /** Not the first: the queue that a part is bound to may be about to be declared by a consumer. */
    private static final int FAILURES_UNTIL_SAID = 4;

    private static final class Part {

        final Topology topology;
        volatile boolean declared;
        volatile boolean doubted;
        int failures;
        Instant due = Instant.MIN;

        Part(Topology topology) {
            this.topology = topology;
        }

        boolean leadsTo(String queue) {
            return topology.bindings().stream()
                    .anyMatch(way ->
                            way.type() == Topology.Target.QUEUE && way.target().equals(queue));
        }
    }

    private final List<Part> parts;
    private final Clock clock;
    private volatile boolean again;

    /** @param parts what can be declared one without the other, in this order */
    public Upkeep(List<Topology> parts, Clock clock) {
        this.parts = parts.stream().map(Part::new).toList();
        this.clock = clock;
    }

    /** Something seems to be gone: declares all that does not make trouble anew. */
    public void declareAgain() {
        again = true;
    }

    /** The queue was declared, and may be a new one to which nothing leads: parts that bind it are no longer taken for declared, and the next tick declares them. */
    public void declareWaysTo(String queue) {
        parts.stream().filter(part -> part.leadsTo(queue)).forEach(part -> part.doubted = true);
    }

    /** Whether these parts were declared, as far as is known. */
    public boolean isDeclared(Topology topology) {
        return parts.stream().anyMatch(part -> part.declared && !part.doubted && part.topology.equals(topology));
    }

    /** How many parts could not be declared. */
    public long undeclared() {
        return parts.stream().filter(part -> !part.declared).count();
    }

    @Override
    public void begin() {
        again = true;
    }

    @Override
    public void tick(Connection connection) throws IOException, TimeoutException {
        if (again) {
            again = false;
            parts.stream().filter(part -> part.failures == 0).forEach(part -> part.due = Instant.MIN);
        }
        for (Part part : parts) {
            if (part.doubted) {
                part.declared = false;
                part.due = Instant.MIN;
                part.doubted = false; // before it is declared: doubts that come meanwhile stay
            }
            if (!part.due.isAfter(clock.instant())) {
                declare(part, connection);
            }
        }
    }

    private void declare(Part part, Connection connection) throws IOException, TimeoutException {
        try {
            List<TopologyException> mismatches = TopologyDeclaration.applyWhatFits(connection, part.topology);
            if (mismatches.isEmpty()) {
                declared(part);
            } else {
                failed(part, mismatches.get(0));
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            if (isOfThePart(e)) {
                failed(part, e);
            }
            throw e;
        } catch (RuntimeException e) {
            failed(part, e); // of the client, which sent nothing
        }
    }

    /** Whether what was declared broke the connection. Such a part has to wait, or it would break each new connection before another's turn. */
    private static boolean isOfThePart(Exception failure) {
        return Causes.isOfTheRequest(failure)
                || Causes.closeOf(failure).filter(Causes::isOfTheCaller).isPresent();
    }

    private void declared(Part part) {
        if (part.failures >= FAILURES_UNTIL_SAID) {
            LOG.infof("%s: there now", part.topology.describe());
        }
        part.failures = 0;
        part.declared = true;
        part.due = clock.instant().plus(DECLARE_AGAIN);
    }

    private void failed(Part part, Exception why) {
        part.failures++;
        part.declared = false;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(part.failures - 1, 5));
        part.due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        if (part.failures == FAILURES_UNTIL_SAID) {
            LOG.errorf("%s can't be declared, trying on: %s", part.topology.describe(), Causes.describe(why));
        }
    }
}
