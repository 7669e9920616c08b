package dev.warren.scaler;

import dev.warren.amqp.depth.Backlog;
import dev.warren.amqp.depth.Backlogs.Watch;
import dev.warren.scaler.keda.IsActiveResponse;
import io.vertx.core.Context;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Clock;

/** One that listens for a queue, on the event loop of its connection: KEDA, for a ScaledObject. */
final class Listener {

    private final GrpcServerResponse<?, IsActiveResponse> response;
    private final Context eventLoop;
    private final Runnable pushed;
    private final WakeUps wakeUps;
    private Watch watch;
    private boolean ended;

    /** @param pushed is told of each wake-up */
    Listener(GrpcServerResponse<?, IsActiveResponse> response, Context eventLoop, Clock clock, Runnable pushed) {
        this.response = response;
        this.eventLoop = eventLoop;
        this.pushed = pushed;
        this.wakeUps = new WakeUps(clock);
    }

    void listen(Watch newWatch) {
        watch = newWatch;
    }

    /** On any thread. */
    void see(Backlog backlog) {
        eventLoop.runOnContext(now -> {
            if (!ended && !response.writeQueueFull() && wakeUps.isDue(backlog)) {
                pushed.run();
                response.write(Answers.active(true));
            }
        });
    }

    /** It is gone. */
    void gone() {
        ended = true;
        watch.close();
    }

    /** Sends it to another gateway: KEDA comes back soon after an orderly end, and ever later after others. On any thread. */
    void sendAway() {
        eventLoop.runOnContext(now -> {
            if (!ended) {
                gone();
                response.end();
            }
        });
    }
}
