package dev.warren.bench.noop;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Does nothing, or fails in the way that the task's type asks for. */
@Singleton
class NoOp implements TaskHandler {

    private final boolean timed = System.getenv("BENCH_TIMED") != null;
    private final Optional<Stopwatch> stopwatch = Stopwatch.ofEnvironment(timed);

    @Override
    public Outcome handle(Attempt attempt) {
        String type = attempt.type().orElse("");
        if (type.equals("retry") && attempt.number() == 1) {
            return Outcome.retry(Duration.ZERO, "as asked");
        }
        stopwatch.ifPresent(watch -> watch.done(timed ? age(attempt) : 0));
        return switch (type) {
            case "dead" -> Outcome.dead("as asked");
            default -> Outcome.succeeded();
        };
    }

    /** The payload begins with when the task was due to be submitted, by this machine's monotonic clock. */
    private static long age(Attempt attempt) {
        return System.nanoTime() - ByteBuffer.wrap(attempt.payload().bytes()).getLong();
    }
}
