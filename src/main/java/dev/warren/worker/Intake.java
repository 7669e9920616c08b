package dev.warren.worker;

import dev.warren.connector.WarrenConnector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** Where the worker's tasks come in. */
@ApplicationScoped
public class Intake {

    private final WarrenConnector connector;
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private CompletionStage<Void> quiet;

    public Intake(@Connector(WarrenConnector.NAME) WarrenConnector connector) {
        this.connector = connector;
    }

    /** @return completes when no further task comes, for now */
    synchronized CompletionStage<Void> pause(Hold why) {
        if (holds.isEmpty()) {
            quiet = connector.pause(Worker.CHANNEL);
        }
        holds.add(why);
        return quiet;
    }

    /** Tasks come again, unless there is another reason why they should not. */
    synchronized void resume(Hold why) {
        if (holds.remove(why) && holds.isEmpty()) {
            connector.resume(Worker.CHANNEL);
        }
    }

    /** @return completes when no further task comes, for good */
    CompletionStage<Void> drain() {
        return connector.drain(Worker.CHANNEL);
    }
}
