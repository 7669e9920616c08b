package dev.warren.handler;

import static dev.warren.handler.Attempts.SOON;
import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.FailureHeaders;
import dev.warren.task.Outcome;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecTaskRunnerIT {

    private static final Failure TIMED_OUT = Failure.of(Reason.TIMED_OUT, "took longer than 1s");

    @TempDir
    Path directory;

    private ExecTaskRunner runner;

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
        }
    }

    private Run start(String command, Attempt attempt) {
        return start(command, attempt, "1s");
    }

    /** The command sees the test's directory as $DIR, by its text. */
    private Run start(String command, Attempt attempt, String killGrace) {
        runner = new ExecTaskRunner(Attempts.config(
                ExecConfig.class,
                Map.of(
                        "warren.worker.exec.command",
                        "DIR='" + directory + "'; " + command,
                        "warren.worker.exec.kill-grace",
                        killGrace,
                        "warren.worker.exec.final-exit-codes",
                        "64,65")));
        return runner.start(attempt);
    }

    private String written(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private ProcessHandle processIn(String file) {
        Path path = directory.resolve(file);
        await().atMost(SOON)
                .until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(path).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean runs(ProcessHandle process) {
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        try {
            return process.isAlive() && !Files.readString(stat).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean isThere(String file) {
        try {
            return ProcessHandle.of(Long.parseLong(written(file).strip()))
                    .filter(ExecTaskRunnerIT::runs)
                    .isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 16 * 1024 * 1024})
    void payloadIsOnStandardInputToItsEnd(int size) throws Exception {
        byte[] payload = new byte[size];
        new java.util.Random(size).nextBytes(payload);
        Run run = start("cat > $DIR/got", Attempts.of(Payload.of(payload, "image/png")));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        assertThat(directory.resolve("got")).hasBinaryContent(payload);
    }

    @Test
    void largePayloadThatIsEchoedDoesNotDeadlock() throws Exception {
        Run run = start("tee /dev/stderr", Attempts.of("x".repeat(16 * 1024 * 1024)));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
    }

    @Test
    void commandMayIgnoreItsInput() throws Exception {
        Run run = start("exec <&-; true", Attempts.of("x".repeat(1024 * 1024)));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
    }

    @Test
    void finalExitCodesMeanThatTryingAgainIsNoUse() throws Exception {
        Run run = start("echo broken >&2; exit 65", Attempts.of(""));
        assertThat(Attempts.outcomeOf(run))
                .isEqualTo(new Outcome.Dead(
                        new Failure(Reason.REJECTED, "the command ended with exit code 65", "broken")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "75", "137", "-1"})
    void exitCodesThatSayOtherwiseCannotBeFinal(String code) {
        Map<String, String> settings =
                Map.of("warren.worker.exec.command", "true", "warren.worker.exec.final-exit-codes", code);
        assertThatThrownBy(() -> new ExecTaskRunner(Attempts.config(ExecConfig.class, settings)))
                .hasMessageContaining("can have 1 to 127 without 75");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3, exit code 3",
        "exit 75, exit code 75 (temporary failure)",
        "no-such-command, exit code 127 (command not found)",
        "/etc/passwd, exit code 126 (not executable)",
        "kill -KILL $$, 'exit code 137 (SIGKILL, for lack of memory perhaps)'",
        "kill -SEGV $$, exit code 139 (SIGSEGV)"
    })
    void otherExitsAreFailures(String command, String said) throws Exception {
        Failure failure = Attempts.failureOf(start(command, Attempts.of(""))).failure();
        assertThat(failure.reason()).isEqualTo(Reason.FAILED);
        assertThat(failure.message()).isEqualTo("the command ended with " + said);
    }

    @Test
    void lastLinesOfStandardErrorAreTheDetail() throws Exception {
        Run run = start("seq 1 100 >&2; echo unrelated; printf 'no end' >&2; exit 1", Attempts.of(""));
        assertThat(Attempts.failureOf(run).failure().detail().lines())
                .hasSize(20)
                .startsWith("82")
                .endsWith("100", "no end");
    }

    @Test
    void ofLongLinesTheEndIsKept() throws Exception {
        Run run = start("yes \"$(printf '%01000d' 0)\" | head -20 >&2; echo cause >&2; exit 1", Attempts.of(""));
        Failure failure = Attempts.failureOf(run).failure();
        Map<String, Object> letter =
                FailureHeaders.of(Task.of(new TaskId("t-1"), Payload.text("")), failure, "q", Instant.EPOCH, "w");
        assertThat((String) letter.get(FailureHeaders.ERROR_DETAIL))
                .hasSize(4_000)
                .endsWith("\ncause");
    }

    @Test
    void attemptIsInTheEnvironment() throws Exception {
        Task task = Task.builder(new TaskId("t-7"), Payload.of(new byte[0], "text/csv"))
                .type("import")
                .deadline(Instant.parse("2030-01-02T03:04:05Z"))
                .headers(Map.of("tenant-id", "acme", "size", 42L, "note", "a b\n$(touch $DIR/injected);'\""))
                .build();
        Run run = start("env -0 > $DIR/env", Attempts.of(task));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        assertThat(written("env").split("\0"))
                .contains(
                        "WARREN_TASK_ID=t-7",
                        "WARREN_TASK_TYPE=import",
                        "WARREN_QUEUE=emails",
                        "WARREN_ATTEMPT=2",
                        "WARREN_REDELIVERED=true",
                        "WARREN_CONTENT_TYPE=text/csv",
                        "WARREN_DEADLINE=2030-01-02T03:04:05Z",
                        "WARREN_HEADER_TENANT_ID=acme",
                        "WARREN_HEADER_SIZE=42",
                        "WARREN_HEADER_NOTE=a b\n$(touch $DIR/injected);'\"");
        assertThat(directory.resolve("injected")).doesNotExist();
    }

    @Test
    void headersThatCannotBeVariablesDoNotKeepTheCommandFromRunning() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        headers.put("nul", "a\0b");
        headers.put("na\0me=x\n", "kept");
        headers.put("huge", "x".repeat(1024 * 1024));
        headers.put("table", Map.of("a", 1));
        headers.put("", "nameless");
        for (int i = 0; i < 1_000; i++) {
            headers.put("many-" + i, "x".repeat(10_000));
        }
        Run run = start("env -0 > $DIR/env", Attempts.withHeaders(headers));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        assertThat(written("env"))
                .contains("WARREN_TASK_ID=t-1\0")
                .doesNotContain("WARREN_HEADER_NUL", "WARREN_HEADER_HUGE", "WARREN_HEADER_TABLE");
    }

    @Test
    void cancelKillsTheWholeTree() throws Exception {
        Run run = start("""
                sleep 1000 & echo $! > $DIR/child
                setsid sh -c 'echo $$ > "$0"; exec sleep 1000' $DIR/session &
                (setsid sh -c 'echo $$ > "$0"; exec sleep 1000' $DIR/orphan &)
                echo $$ > $DIR/root
                wait""", Attempts.of(""));
        List<ProcessHandle> processes = Stream.of("root", "child", "session", "orphan")
                .map(this::processIn)
                .toList();
        assertThat(processes).allMatch(ExecTaskRunnerIT::runs);

        run.cancel(TIMED_OUT);

        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
        assertThat(processes).noneMatch(ExecTaskRunnerIT::runs);
    }

    @Test
    void commandThatIgnoresTermIsKilledAfterTheGraceAndItsTaskIsNotHandedOverBefore() throws Exception {
        Run run = start("trap '' TERM; echo $$ > $DIR/root; while :; do sleep 1000; done", Attempts.of(""));
        ProcessHandle root = processIn("root");
        CompletionStage<Boolean> goesOn = run.outcome().thenApply(outcome -> runs(root));
        run.cancel(TIMED_OUT);
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.failed(TIMED_OUT));
        assertThat(goesOn.toCompletableFuture()).isCompletedWithValue(false);
    }

    @Test
    void taskOfAFailedCommandIsNotHandedOverBeforeWhatItHasLeftBehindHasEnded() throws Exception {
        Run run = start(
                "sh -c 'trap \"\" TERM; echo $$ > \"$0\"; while :; do sleep 1000; done' $DIR/child &"
                        + " until [ -s $DIR/child ]; do sleep 0.01; done; exit 3",
                Attempts.of(""));
        CompletionStage<Boolean> goesOn = run.outcome().thenApply(outcome -> isThere("child"));
        assertThat(Attempts.failureOf(run).failure().message()).isEqualTo("the command ended with exit code 3");
        assertThat(goesOn.toCompletableFuture()).isCompletedWithValue(false);
    }

    @Test
    void commandMayTidyUpOnTerm() throws Exception {
        Run run = start(
                "trap 'echo tidy > $DIR/tidied; exit 1' TERM; echo $$ > $DIR/root; sleep 1000 & wait",
                Attempts.of(""),
                "30s");
        processIn("root");
        run.cancel(TIMED_OUT);
        Attempts.outcomeOf(run);
        assertThat(written("tidied")).isEqualTo("tidy\n");
    }

    @Test
    void commandThatIsEndedDoesNotGoOnWithItsNextStep() throws Exception {
        Run run = start("echo $$ > $DIR/root; sleep 1000; echo on > $DIR/went-on", Attempts.of(""), "30s");
        processIn("root");
        run.cancel(TIMED_OUT);
        Attempts.outcomeOf(run);
        assertThat(directory.resolve("went-on")).doesNotExist();
    }

    @Test
    void whatACommandLeavesBehindEndsWithItsRun() throws Exception {
        Run run = start("sleep 1000 & echo $! > $DIR/child", Attempts.of(""));
        assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        assertThat(runs(processIn("child"))).isFalse();
    }

    @Test
    void processOutOfReachThatFloodsTheOutputDoesNotHoldTheRun() throws Exception {
        Run run = start(
                "(env -i setsid sh -c 'echo $$ > \"$0\"; exec yes' $DIR/away &); until [ -s $DIR/away ]; do sleep 0.01; done",
                Attempts.of(""));
        ProcessHandle away = processIn("away");
        try {
            assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
        } finally {
            away.destroyForcibly();
        }
    }

    @Test
    void endlessOutputIsDrainedUntilCancel() throws Exception {
        Run run = start("echo $$ > $DIR/root; yes | tr y '\\000' & yes >&2", Attempts.of(""));
        ProcessHandle root = processIn("root");
        assertThat(runs(root)).isTrue();
        run.cancel(TIMED_OUT);
        Failure failure = Attempts.failureOf(run).failure();
        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(runs(root)).isFalse();
    }

    @Test
    void closeKillsWhatStillRuns() {
        start("echo $$ > $DIR/root; trap '' TERM; sleep 1000", Attempts.of(""));
        ProcessHandle root = processIn("root");
        runner.close();
        await().atMost(SOON).until(() -> !runs(root));
    }

    @Test
    void thousandRunsLeaveNothingBehind() throws Exception {
        Attempts.outcomeOf(start("true", Attempts.of("x")));
        runner.close();
        long files = openFiles();
        start("echo $WARREN_TASK_ID; cat >/dev/null; sleep 100 & exit 0", Attempts.of("payload"));
        for (int i = 0; i < 250; i++) {
            List<Run> four = Stream.generate(() -> runner.start(Attempts.of("payload")))
                    .limit(4)
                    .toList();
            for (Run run : four) {
                assertThat(Attempts.outcomeOf(run)).isEqualTo(Outcome.succeeded());
            }
        }
        runner.close();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ProcessHandle.current().children()).isEmpty();
            assertThat(openFiles()).isLessThan(files + 20);
        });
        await().atMost(SOON.multipliedBy(3))
                .pollInterval(1, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("warren-exec-")));
    }

    @Test
    void missingCommandIsOneClearError() {
        assertThatThrownBy(() -> new ExecTaskRunner(Attempts.config(ExecConfig.class, Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("warren.worker.exec.command");
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
