package dev.warren.handler;

import static dev.warren.handler.Attempts.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong in Warren itself, no command is left that nobody looks after. */
class ExecRunIT {

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ExecRun run;

    @AfterEach
    void stop() {
        run.kill();
        threads.shutdown();
    }

    private ExecRun of(String command) {
        run = new ExecRun(
                Attempts.of("the whole payload"),
                List.of("/bin/sh", "-c", "echo $WARREN_RUN > '" + directory.resolve("run") + "'; " + command),
                Attempts.config(ExecConfig.class, Map.of("warren.worker.exec.kill-grace", "30s")));
        return run;
    }

    /** All processes of the run, found by nothing but their mark. */
    private List<ProcessHandle> processes() {
        return new ProcessTree("WARREN_RUN=" + mark()).live();
    }

    /** What a kill has found is gone in a moment; what it has not would be there for a thousand seconds. */
    private void awaitNone() {
        Awaitility.await().atMost(SOON).until(() -> processes().isEmpty());
    }

    private String mark() {
        Path file = directory.resolve("run");
        return Awaitility.await()
                .atMost(SOON)
                .until(() -> Files.exists(file) ? Files.readString(file) : "", text -> text.endsWith("\n"))
                .strip();
    }

    @Test
    void commandThatThereIsNoThreadForIsKilled() throws Exception {
        ExecRun begun = of("sleep 1000");

        begun.work(feeding -> {
            mark();
            throw new InternalError("unable to create native thread");
        });

        Failure failure = Attempts.failureOf(begun).failure();
        assertThat(failure.message()).contains("could not be run", "unable to create native thread");
        awaitNone();
    }

    @Test
    void commandDoesNotSeeTheEndOfAPayloadThatItHasNotGot() throws Exception {
        ExecRun begun = of("cat; sleep 1000");
        threads.execute(() -> begun.work(feeding -> {}));
        assertThat(processes()).isNotEmpty();
        CountDownLatch closed = new CountDownLatch(1);

        begun.feed(new OutputStream() {
            @Override
            public void write(int b) {
                throw new InternalError("Java heap space");
            }

            @Override
            public void close() {
                awaitNone();
                closed.countDown();
            }
        });

        Failure failure = Attempts.failureOf(begun).failure();
        assertThat(failure.message()).contains("payload could not be given", "Java heap space");
        assertThat(closed.getCount()).as("closed when all were gone").isZero();
    }

    /** The run's own thread takes no part in it, as when the program ends at once. */
    @Test
    void killFindsWhatIsForkedMeanwhile() {
        ExecRun begun = of("i=0; while [ $i -lt 2000 ]; do sleep 1000 & i=$((i + 1)); done; wait");
        CountDownLatch killed = new CountDownLatch(1);
        threads.execute(() -> begun.work(feeding -> await(killed)));
        mark();

        begun.kill();

        awaitNone();
        killed.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runThatWasKilledBeforeItBeganStartsNothing() throws Exception {
        ExecRun begun = of("true");
        begun.kill();
        begun.work(threads);
        Attempts.failureOf(begun);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void runSaysHowLongItsEndMayTake() {
        assertThat(of("true").endsWithin()).isEqualTo(Duration.ofSeconds(30));
    }
}
