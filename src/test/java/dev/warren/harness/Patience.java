package dev.warren.harness;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what has to come: for much longer than it takes, as machines are shared. */
public final class Patience {

    public static final Duration LIMIT = Duration.ofSeconds(90);

    private Patience() {}

    /** As Awaitility's own, which gives up after 10 s. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
