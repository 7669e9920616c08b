package dev.warren.worker;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Role;
import dev.warren.handler.HandlerConfig;
import dev.warren.harness.ApiServer;
import dev.warren.harness.SettableClock;
import dev.warren.pod.PodConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionCostTest {

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final Hand hand = new Hand();
    private final SettableClock clock = new SettableClock();
    private ApiServer server;
    private Slots slots;

    @BeforeEach
    void begin() throws Exception {
        server = ApiServer.in(dir);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .forClassLoader(getClass().getClassLoader())
                .addDiscoveredConverters()
                .withMapping(HandlerConfig.class)
                .withMapping(PodConfig.class)
                .withDefaultValues(Map.of(
                        "warren.pod.deletion-cost", "true",
                        "warren.pod.name", "worker-1",
                        "warren.pod.namespace", "jobs",
                        "warren.pod.api", server.url(),
                        "warren.pod.credentials", server.credentials().toString()))
                .build();
        slots = new Slots(config.getConfigMapping(HandlerConfig.class), new SimpleMeterRegistry());
        new DeletionCost(Role.WORKER, config.getConfigMapping(PodConfig.class), slots, hand, vertx, clock)
                .begin(new StartupEvent());
    }

    @AfterEach
    void close() {
        server.close();
        hand.close();
        vertx.close();
    }

    @Test
    void changeIsToldAndWhatComesBackWithinThePauseIsNot() {
        Work first = new Work();
        slots.take(first);
        hand.look();
        eventually("it is known as busy").until(() -> server.patches().size() == 1);

        first.end.complete(null);
        hand.look();
        Work second = new Work();
        slots.take(second);
        clock.advance(DeletionCost.PAUSE);
        hand.look();
        second.end.complete(null);
        hand.look();

        eventually("it is known as idle").until(() -> server.patches().size() == 2);
        assertThat(server.patches())
                .extracting(ApiServer.Patch::body)
                .extracting(body -> body.replaceAll("\\D", ""))
                .containsExactly("1000", "0");
    }

    @Test
    void whatAnEarlierProcessOfThePodHasSaidDoesNotStand() {
        hand.look();
        eventually("it is known as idle").until(() -> server.patches().size() == 1);
        clock.advance(DeletionCost.PAUSE);
        hand.look();

        assertThat(server.patches())
                .extracting(ApiServer.Patch::body)
                .singleElement()
                .asString()
                .contains("\"0\"");
    }

    @Test
    void refusalIsTriedAgainAfterThePause() {
        server.answer(500);
        slots.take(new Work());
        hand.look();
        eventually("it is told").until(() -> server.patches().size() == 1);
        clock.advance(DeletionCost.PAUSE);
        eventually("and again").until(() -> {
            hand.look();
            return server.patches().size() == 2;
        });
    }

    @Test
    void workerThatEndsSaysNothing() {
        slots.take(new Work());
        slots.close();
        hand.look();
        assertThat(server.patches()).isEmpty();
    }

    /** Looks when the test says so. */
    private static final class Hand extends Timer {

        private Runnable next;

        @Override
        Future<?> after(Duration delay, Runnable action) {
            next = action;
            return CompletableFuture.completedFuture(null);
        }

        void look() {
            next.run();
        }
    }

    private static final class Work implements Slots.Work {

        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> start() {
            return end;
        }

        @Override
        public CompletionStage<Void> giveBack() {
            return end;
        }

        @Override
        public boolean isStale() {
            return false;
        }
    }
}
