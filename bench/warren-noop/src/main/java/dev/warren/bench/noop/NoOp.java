package dev.warren.bench.noop;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Does nothing, or fails in the way that the task's type asks for. */
@Singleton
class NoOp implements TaskHandler {

    private final boolean timed = System.getenv("BENCH_TIMED") != null;
    private final Stopwatch stopwatch = new Stopwatch();
    private final Ages ages = new Ages();

    @Override
    public Outcome handle(Attempt attempt) {
        String type = attempt.type().orElse("");
        if (type.equals("retry") && attempt.number() == 1) {
            return Outcome.retry(Duration.ZERO, "as asked");
        }
        if (timed) {
            ages.add(ByteBuffer.wrap(attempt.payload().bytes()));
        } else {
            stopwatch.done();
        }
        return type.equals("dead") ? Outcome.dead("as asked") : Outcome.succeeded();
    }
}
