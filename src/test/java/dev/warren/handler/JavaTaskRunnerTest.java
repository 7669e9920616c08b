package dev.warren.handler;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaTaskRunnerTest {

    private static final Failure TIMED_OUT = Failure.of(Reason.TIMED_OUT, "took longer than 1s");

    private final List<ExecutorService> started = new ArrayList<>();
    private final Attempt attempt = Attempts.of("payload");

    /** One thread only, and virtual ones where this JVM has them. */
    static Stream<ExecutorService> threads() {
        return Stream.concat(Stream.of(TaskThreads.pool(1)), TaskThreads.virtual().stream());
    }

    @AfterEach
    void stopThreads() {
        started.forEach(ExecutorService::shutdownNow);
    }

    private Run start(ExecutorService threads, TaskHandler handler) {
        started.add(threads);
        return new JavaTaskRunner(handler, threads).start(attempt);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void outcomeIsTheHandlers(ExecutorService threads) throws Exception {
        Outcome outcome = Outcome.dead("no such address");
        assertThat(Attempts.outcomeOf(start(threads, seen -> seen == attempt ? outcome : null)))
                .isSameAs(outcome);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void exceptionIsAFailureWithClassMessageAndStack(ExecutorService threads) throws Exception {
        Run run = start(threads, seen -> {
            throw new IllegalStateException("first line\nsecond", new java.io.IOException("disk full"));
        });

        Failure failure = Attempts.failureOf(run).failure();
        assertThat(failure.reason()).isEqualTo(Reason.FAILED);
        assertThat(failure.message()).isEqualTo("java.lang.IllegalStateException: first line");
        assertThat(failure.detail()).contains("JavaTaskRunnerTest", "Caused by: java.io.IOException: disk full");
        assertThat(failure.detail().lines().count()).isBetween(5L, 25L);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void nullOutcomeIsAFailure(ExecutorService threads) throws Exception {
        assertThat(Attempts.failureOf(start(threads, seen -> null)).failure().message())
                .contains("returned null");
    }

    @ParameterizedTest
    @MethodSource("threads")
    void errorsFailTheRunAndNotTheWorker(ExecutorService threads) throws Exception {
        for (TaskHandler broken : List.<TaskHandler>of(
                JavaTaskRunnerTest::recurse,
                seen -> {
                    throw new NoClassDefFoundError("com/acme/Mail");
                },
                seen -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                seen -> {
                    throw new UnprintableException();
                })) {
            assertThat(Attempts.outcomeOf(start(threads, broken))).isInstanceOf(Outcome.Retry.class);
        }
        assertThat(Attempts.outcomeOf(start(threads, seen -> Outcome.succeeded())))
                .isEqualTo(Outcome.succeeded());
    }

    @ParameterizedTest
    @MethodSource("threads")
    void cancelInterruptsTheHandlerAndGivesTheOutcome(ExecutorService threads) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Run run = start(threads, seen -> {
            entered.countDown();
            new CountDownLatch(1).await(); // until it is interrupted
            return Outcome.succeeded();
        });
        entered.await();

        run.cancel(TIMED_OUT);

        assertThat(run.outcome().toCompletableFuture()).isCompletedWithValue(Outcome.failed(TIMED_OUT));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource("threads")
    void runEndsOnlyWhenItsThreadHasLeftTheHandler(ExecutorService threads) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean letGo = new AtomicBoolean();
        Run run = start(threads, seen -> {
            entered.countDown();
            while (!letGo.get()) {
                Thread.onSpinWait();
            }
            return Outcome.succeeded();
        });
        entered.await();

        run.cancel(TIMED_OUT);
        assertThat(run.outcome().toCompletableFuture()).isCompleted();
        assertThat(run.ended().toCompletableFuture()).isNotCompleted();

        letGo.set(true);
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource("threads")
    void interruptOfOneRunDoesNotReachTheNext(ExecutorService threads) throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            Run cancelled = start(threads, seen -> Outcome.succeeded());
            cancelled.cancel(TIMED_OUT);
            Run next = start(threads, seen -> {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                return Outcome.succeeded();
            });
            Attempts.outcomeOf(next);
        }
        assertThat(interrupted).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void runThatIsCancelledBeforeItsTurnNeverReachesTheHandler(ExecutorService threads) throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        ExecutorService one = TaskThreads.pool(1);
        threads.shutdown();
        start(one, seen -> {
            letGo.await();
            return Outcome.succeeded();
        });
        Run waiting = start(one, seen -> {
            reached.set(true);
            return Outcome.succeeded();
        });

        waiting.cancel(TIMED_OUT);
        letGo.countDown();

        assertThat(Attempts.outcomeOf(waiting)).isEqualTo(Outcome.failed(TIMED_OUT));
        assertThat(reached).isFalse();
    }

    @ParameterizedTest
    @MethodSource("threads")
    void logLinesOfTheHandlerAreMarkedWithTheAttempt(ExecutorService threads) throws Exception {
        AtomicReference<List<Object>> marks = new AtomicReference<>();
        Attempts.outcomeOf(start(threads, seen -> {
            marks.set(List.of(MDC.get("taskId"), MDC.get("queue"), MDC.get("attempt")));
            return Outcome.succeeded();
        }));
        assertThat(marks.get()).containsExactly("t-1", "emails", "2");
    }

    @Test
    void stoppedThreadsAreAFailureNotAnException() throws Exception {
        ExecutorService threads = TaskThreads.pool(1);
        threads.shutdown();
        assertThat(Attempts.failureOf(start(threads, seen -> Outcome.succeeded()))
                        .failure()
                        .message())
                .contains(RejectedExecutionException.class.getName());
    }

    @Test
    void poolThreadsAreNoMoreThanSlotsAndAreReused() throws Exception {
        ExecutorService threads = TaskThreads.pool(3);
        List<Thread> seenThreads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Attempts.outcomeOf(start(threads, seen -> {
                synchronized (seenThreads) {
                    seenThreads.add(Thread.currentThread());
                }
                return Outcome.succeeded();
            }));
        }
        assertThat(seenThreads.stream().distinct()).hasSize(3);
        threads.shutdownNow();
        await().until(() -> seenThreads.stream().noneMatch(Thread::isAlive));
    }

    private static Outcome recurse(Attempt attempt) {
        return recurse(Attempts.of(attempt.text() + "!"));
    }

    private static final class UnprintableException extends Exception {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even a message");
        }
    }
}
