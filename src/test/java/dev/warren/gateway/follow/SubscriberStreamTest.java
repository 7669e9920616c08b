package dev.warren.gateway.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.follow.SubscriberEvent.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriberStreamTest {

    @Test
    void whoComesTooLateIsToldAndLeftInPeace() {
        Vertx vertx = Vertx.vertx();
        try {
            SubscriberStream stream = new SubscriberStream(
                    new EventBacklog(1, 1),
                    vertx.getOrCreateContext(),
                    Duration.ofSeconds(15),
                    new SimpleMeterRegistry().counter("drops"));

            assertThat(stream.events(subscriber -> Optional.empty())
                            .collect()
                            .asList()
                            .await()
                            .atMost(Duration.ofSeconds(10)))
                    .containsExactly(new Refused());
        } finally {
            vertx.close();
        }
    }
}
