package dev.warren.gateway.http;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.time.Duration;

/** What can be wrong with a body, whatever is in it. */
public final class BodyProblem {

    private BodyProblem() {}

    /** A payload is longer than {@code limit} bytes. */
    public static Problem tooLarge(long limit) {
        return Problem.of(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        "The payload is larger than " + limit + " bytes. Put it somewhere else and submit where it is,"
                                + " or raise warren.gateway.max-payload.")
                .with("limit", limit);
    }

    /** A body, or the next part of it, has not come for {@code patience}. */
    public static Problem tooSlow(Duration patience) {
        return Problem.of(
                ProblemType.BODY_TIMEOUT,
                "The body, or what was missing of it, did not come within " + patience.toMillis()
                        + " ms (warren.gateway.body-timeout): nothing after this was read. Send it again.");
    }

    /** All bodies together take as much memory as they may. */
    public static Problem noRoom() {
        return Problem.of(
                ProblemType.GATEWAY_BUSY,
                "The gateway holds as much of bodies that are still arriving as it may (warren.gateway.max-body-bytes):"
                        + " nothing after this was read. Send it again in a moment.");
    }
}
