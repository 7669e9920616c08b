package dev.warren.bench.rivals.smallrye;

import dev.warren.bench.rivals.Measured;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Tasks that are nothing but acknowledged. */
@ApplicationScoped
public class Work {

    private final Measured measured = Measured.here();

    @Incoming("tasks")
    public CompletionStage<Void> done(Message<?> task) {
        CompletionStage<Void> acknowledged = task.ack();
        if (measured.done()) {
            acknowledged.thenRun(this::end);
        }
        return acknowledged;
    }

    private void end() {
        try {
            System.out.println(measured.result());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Quarkus.asyncExit();
    }
}
