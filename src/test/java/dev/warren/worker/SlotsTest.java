package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.handler.HandlerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void runsNoMoreThanThereAreSlotsAndTheRestInOrder() {
        Slots slots = slots(2);
        List<Work> all = List.of(new Work(), new Work(), new Work(), new Work());
        all.forEach(slots::take);
        assertThat(all).extracting(work -> work.started).containsExactly(true, true, false, false);
        all.get(1).end.complete(null);
        assertThat(all).extracting(work -> work.started).containsExactly(true, true, true, false);
        assertThat(slots.busy()).isEqualTo(2);
    }

    @Test
    void slotIsFreeAgainHoweverItsWorkEnds() {
        Slots slots = slots(1);
        Work failing = new Work();
        Work throwing = new Work() {
            @Override
            public CompletionStage<Void> start() {
                throw new IllegalStateException("does not start");
            }
        };
        slots.take(failing);
        slots.take(throwing);
        failing.end.completeExceptionally(new IllegalStateException("has failed"));
        assertThat(slots.busy()).isZero();
        Work next = new Work();
        slots.take(next);
        assertThat(next.started).isTrue();
    }

    @Test
    void anyNumberThatEndsAtOnceIsWorkedOffWithoutLosingASlot() {
        Slots slots = slots(4);
        List<Work> blocking = List.of(new Work(), new Work(), new Work(), new Work());
        blocking.forEach(slots::take);
        List<Work> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Work work = new Work();
            work.end.complete(null);
            many.add(work);
            slots.take(work);
        }
        blocking.forEach(work -> work.end.complete(null));
        assertThat(many).allMatch(work -> work.started);
        assertThat(slots.busy()).isZero();
    }

    @Test
    void whatHasBecomeStaleDoesNotPileUp() {
        Slots slots = slots(1);
        slots.take(new Work());
        for (int i = 0; i < 1_000; i++) {
            Work stale = new Work();
            slots.take(stale);
            stale.stale = true;
        }
        assertThat(slots.waiting()).isEqualTo(1);
    }

    @Test
    void closedSlotsStartNothingAndGiveBackOnlyWhenTold() {
        Slots slots = slots(1);
        Work running = new Work();
        Work waiting = new Work();
        Work late = new Work();
        Work latest = new Work();
        slots.take(running);
        slots.take(waiting);
        CompletableFuture<Void> idle = slots.close().toCompletableFuture();
        slots.take(late);
        assertThat(List.of(waiting, late)).noneMatch(work -> work.givenBack);
        slots.giveBack();
        slots.take(latest);
        assertThat(List.of(waiting, late, latest)).allMatch(work -> work.givenBack);
        running.end.complete(null);
        List.of(waiting, late).forEach(work -> work.back.complete(null));
        assertThat(idle).as("the last one is not back yet").isNotDone();
        latest.back.completeExceptionally(new IllegalStateException("the broker has gone"));
        assertThat(idle).isDone();
        assertThat(List.of(waiting, late, latest)).noneMatch(work -> work.started);
    }

    @Test
    void heldSlotsStartNothingAndTellWhenOnlyOneIsBusy() {
        Slots slots = slots(3);
        Work first = new Work();
        Work second = new Work();
        Work waiting = new Work();
        Work next = new Work();
        List.of(first, second).forEach(slots::take);
        slots.stopStarting(Hold.ALONE);
        slots.take(waiting);
        slots.giveBackWaiting();
        CompletableFuture<Void> others = slots.othersEnded(Duration.ofHours(1)).toCompletableFuture();
        slots.take(next);
        first.end.complete(null);
        assertThat(others).as("one is not back yet").isNotDone();
        waiting.back.complete(null);
        assertThat(others).isDone();
        assertThat(waiting.givenBack).isTrue();
        assertThat(next.started).isFalse();
        slots.startAgain(Hold.ALONE);
        assertThat(next.started).isTrue();
        assertThat(slots.busy()).isEqualTo(2);
    }

    @Test
    void whatIsBeingGivenBackLetsNoMoreRunThanThereAreSlots() {
        Slots slots = slots(1);
        Work running = new Work();
        List<Work> waiting = List.of(new Work(), new Work());
        slots.take(running);
        waiting.forEach(slots::take);
        slots.stopStarting(Hold.PAUSED);
        slots.giveBackWaiting();
        slots.startAgain(Hold.PAUSED);
        waiting.get(0).back.complete(null);

        Work next = new Work();
        slots.take(next);
        assertThat(next.started).isFalse();
        waiting.get(1).back.complete(null);
        assertThat(next.started).as("the other one runs").isFalse();
        running.end.complete(null);
        assertThat(next.started).isTrue();
    }

    @Test
    void nobodyWaitsForOthersLongerThanIsSaidNorInADrain() {
        Slots slots = slots(2);
        List.of(new Work(), new Work()).forEach(slots::take);
        assertThat(slots.othersEnded(Duration.ofMillis(1)).toCompletableFuture())
                .succeedsWithin(SOON);
        CompletableFuture<Void> others = slots.othersEnded(Duration.ofHours(1)).toCompletableFuture();
        assertThat(others).isNotDone();
        slots.close();
        assertThat(others).isDone();
    }

    @Test
    void gaugeSaysHowManySlotsThereAreHoweverMany() {
        slots(1_000);
        System.gc();
        assertThat(metrics.get("warren.slots").gauge().value()).isEqualTo(1_000);
    }

    private final List<Slots> alive = new ArrayList<>();

    private Slots slots(int count) {
        Slots slots = new Slots(
                new HandlerConfig() {
                    @Override
                    public int concurrency() {
                        return count;
                    }

                    @Override
                    public Kind handler() {
                        return Kind.JAVA;
                    }
                },
                metrics);
        alive.add(slots);
        return slots;
    }

    private static class Work implements Slots.Work {

        final CompletableFuture<Void> end = new CompletableFuture<>();
        final CompletableFuture<Void> back = new CompletableFuture<>();
        boolean started;
        boolean givenBack;
        boolean stale;

        @Override
        public CompletionStage<Void> start() {
            started = true;
            return end;
        }

        @Override
        public CompletionStage<Void> giveBack() {
            givenBack = true;
            return back;
        }

        @Override
        public boolean isStale() {
            return stale;
        }
    }
}
