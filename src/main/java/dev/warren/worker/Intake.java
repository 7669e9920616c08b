package dev.warren.worker;

import dev.warren.connector.WarrenConnector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/** Where the worker's tasks come in. */
@ApplicationScoped
public class Intake {

    private final WarrenConnector connector;

    public Intake(@Connector(WarrenConnector.NAME) WarrenConnector connector) {
        this.connector = connector;
    }

    /** @return completes when no further task comes, for now */
    CompletionStage<Void> pause() {
        return connector.pause(Worker.CHANNEL);
    }

    void resume() {
        connector.resume(Worker.CHANNEL);
    }

    /** @return completes when no further task comes, for good */
    CompletionStage<Void> drain() {
        return connector.drain(Worker.CHANNEL);
    }
}
