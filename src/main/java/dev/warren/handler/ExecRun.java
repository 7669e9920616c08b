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
import java.util.concurrent.atomic.AtomicReference;
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

    /** How often a kill looks for what has been forked since its last look. */
    private static final int MOST_SWEEPS = 10;

    private final Attempt attempt;
    private final List<String> command;
    private final Duration killGrace;
    private final Set<Integer> finalExitCodes;
    private final OutputLog stdout;
    private final OutputLog stderr;
    private final AtomicReference<Failure> cancelled = new AtomicReference<>();
    private volatile boolean killed;
    private volatile ProcessTree tree;
    private Outcome exit;

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
            if (!isStopped()) {
                execute(threads);
            }
        } catch (Throwable thrown) {
            // Errors too, such as for lack of threads: the command must not go on unwatched while its task is retried.
            kill();
            cancel(Failures.of("the command could not be run", thrown));
        } finally {
            try {
                completeAsEnded();
            } finally {
                end();
            }
        }
    }

    private boolean isStopped() {
        return killed || cancelled.get() != null;
    }

    private void execute(Executor threads) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        ExecEnvironment environment = new ExecEnvironment(attempt);
        environment.applyTo(builder.environment());
        // Before the start, which may fail when there is a process already: the JDK wants a thread for each.
        tree = new ProcessTree(environment.mark());
        Process process = builder.start();
        tree.begin(process.toHandle());
        if (killed) {
            kill(); // it may have come too early to find the process
        }
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
        while (!isStopped() && !process.waitFor(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            pause = stdout.readFrom(out) | stderr.readFrom(err) ? SHORTEST_PAUSE : longer(pause);
        }
        if (!isStopped()) {
            stdout.readRestOf(out);
            stderr.readRestOf(err);
            stdout.end();
            stderr.end();
            exit = outcomeOf(process.exitValue());
            if (exit instanceof Outcome.Succeeded) {
                complete(exit); // without waiting for what is left: no other run comes after this one
            }
        }
        endProcesses(out, err);
        stdout.end();
        stderr.end();
    }

    /** Not before its processes have ended: the next attempt must not meet this one. */
    private void completeAsEnded() {
        Failure why = cancelled.get();
        if (exit != null) {
            complete(exit);
        } else if (why != null) {
            complete(Outcome.failed(
                    why.detail().isEmpty() ? new Failure(why.reason(), why.message(), stderr.tail()) : why));
        }
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
            if (killed || waited.compareTo(killGrace) >= 0) {
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

    void feed(OutputStream stdin) {
        try (stdin) {
            write(stdin);
        } catch (IOException commandDoesNotReadIt) {
            LOG.tracef("standard input not read to its end: %s", commandDoesNotReadIt);
        }
    }

    private void write(OutputStream stdin) throws IOException {
        try {
            stdin.write(attempt.payload().bytes());
        } catch (RuntimeException | Error e) {
            // Before the input is closed: the command would take what it has got of the payload for the whole.
            try {
                cancel(Failures.of("the payload could not be given to the command", e));
            } finally {
                kill();
            }
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
    public void cancel(Failure why) {
        cancelled.compareAndSet(null, why);
    }

    @Override
    public Duration endsWithin() {
        return killGrace;
    }

    /** Kills at once, without asking first; also what is forked meanwhile. */
    void kill() {
        killed = true;
        ProcessTree processes = tree;
        for (int sweep = 0; processes != null && sweep < MOST_SWEEPS; sweep++) {
            List<ProcessHandle> live = processes.live();
            if (live.isEmpty()) {
                return;
            }
            live.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
