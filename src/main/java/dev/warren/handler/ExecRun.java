package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One run of a command. A single thread looks after output, exit and cancel in turn, and never blocks on a pipe: a process that
 * left the tree may hold its other end for ever.
 */
final class ExecRun extends StartedRun {

    private static final Logger LOG = Logger.getLogger(ExecRun.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);

    /** How long after SIGKILL processes may take to go; one that can't be killed must not hold the slot for ever. */
    private static final Duration GIVE_UP = Duration.ofSeconds(10);

    private final Attempt attempt;
    private final List<String> command;
    private final Duration killGrace;
    private final Set<Integer> finalExitCodes;
    private final OutputLog stdout;
    private final OutputLog stderr;
    private volatile boolean stopped;
    private volatile ProcessTree tree;

    ExecRun(Attempt attempt, List<String> command, ExecConfig config) {
        this.attempt = attempt;
        this.command = command;
        this.killGrace = config.killGrace();
        this.finalExitCodes = config.finalExitCodes().orElse(Set.of());
        long limit = config.outputLimit().asLongValue();
        this.stdout = new OutputLog(Logger.getLogger("dev.warren.handler.stdout"), limit);
        this.stderr = new OutputLog(Logger.getLogger("dev.warren.handler.stderr"), limit);
    }

    void work(Executor threads) {
        try {
            if (!stopped) {
                execute(threads);
            }
        } catch (IOException | RuntimeException e) {
            complete(Outcome.failed(Failures.of("the command could not be run", e)));
            kill();
        } catch (InterruptedException e) {
            kill();
        } finally {
            end();
        }
    }

    private void execute(Executor threads) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        ExecEnvironment environment = new ExecEnvironment(attempt);
        environment.applyTo(builder.environment());
        Process process = builder.start();
        tree = new ProcessTree(process.toHandle(), environment.mark());
        threads.execute(() -> feed(process.getOutputStream()));
        InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream();
        // Held throughout: otherwise the JDK, when the process exits, reads what there is into memory for as long as
        // any process
        // that has inherited the pipe writes to it.
        synchronized (out) {
            synchronized (err) {
                try (out;
                        err) {
                    supervise(process, out, err);
                }
            }
        }
    }

    private void supervise(Process process, InputStream out, InputStream err) throws IOException, InterruptedException {
        Duration pause = SHORTEST_PAUSE;
        while (!stopped && !process.waitFor(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            pause = stdout.readFrom(out) | stderr.readFrom(err) ? SHORTEST_PAUSE : longer(pause);
        }
        if (!stopped) {
            stdout.readRestOf(out);
            stderr.readRestOf(err);
            stdout.end();
            stderr.end();
            complete(outcomeOf(process.exitValue()));
        }
        endProcesses(out, err);
        stdout.end();
        stderr.end();
    }

    /** Also what a command has left running when it exited: nobody would wait for it, and it would pile up. */
    private void endProcesses(InputStream out, InputStream err) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration pause = SHORTEST_PAUSE;
        boolean asked = false;
        for (List<ProcessHandle> live = tree.live(); !live.isEmpty(); live = tree.live()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(killGrace.plus(GIVE_UP)) > 0) {
                LOG.warnf("processes %s of the task can't be killed; leaving them", live);
                return;
            }
            if (waited.compareTo(killGrace) >= 0) {
                live.forEach(ProcessHandle::destroyForcibly);
            } else if (!asked) {
                live.forEach(ProcessHandle::destroy);
                asked = true;
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            pause = longer(pause);
            stdout.readFrom(out);
            stderr.readFrom(err);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void feed(OutputStream stdin) {
        try (stdin) {
            stdin.write(attempt.payload().bytes());
        } catch (IOException commandDoesNotReadIt) {
            LOG.tracef("standard input not read to its end: %s", commandDoesNotReadIt);
        }
    }

    private Outcome outcomeOf(int exitCode) {
        if (exitCode == 0) {
            return Outcome.succeeded();
        }
        String message = "the command ended with " + ExitCode.describe(exitCode);
        return finalExitCodes.contains(exitCode)
                ? new Outcome.Dead(new Failure(Reason.REJECTED, message, stderr.tail()))
                : Outcome.failed(new Failure(Reason.FAILED, message, stderr.tail()));
    }

    @Override
    Failure explain(Failure why) {
        return why.detail().isEmpty() ? new Failure(why.reason(), why.message(), stderr.tail()) : why;
    }

    @Override
    void stop() {
        stopped = true;
    }

    /** Kills at once, without asking first. */
    void kill() {
        stopped = true;
        if (tree != null) {
            tree.live().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
