package dev.warren.handler;

import dev.warren.StopNow;
import dev.warren.Threads;
import dev.warren.task.Attempt;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Runs tasks as commands: payload on standard input, the rest in the environment, exit code 0 = succeeded. */
@Singleton
@Typed(ExecTaskRunner.class)
class ExecTaskRunner implements TaskRunner {

    private static final String COMMAND = "warren.worker.exec.command";
    private static final String FINAL_EXIT_CODES = "warren.worker.exec.final-exit-codes";

    private final List<String> command;
    private final ExecConfig config;
    private final Set<ExecRun> running = ConcurrentHashMap.newKeySet();

    // Not virtual: waiting for a process and its pipes holds a carrier thread all the same.
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("warren-exec"));

    /** @throws ConfigurationException there is no command, or an exit code can't be final */
    @Inject
    ExecTaskRunner(ExecConfig config) {
        this.command = commandLine(config.command().orElseThrow(ExecTaskRunner::noCommand));
        this.config = config;
        config.finalExitCodes().orElse(Set.of()).forEach(ExecTaskRunner::checkFinal);
    }

    private static void checkFinal(int exitCode) {
        if (!ExitCode.canBeFinal(exitCode)) {
            throw new ConfigurationException(
                    FINAL_EXIT_CODES + " has " + exitCode
                            + ", but can have 1 to 127 without 75: 0 is success, and after 75"
                            + " (EX_TEMPFAIL) and signals a task is tried again",
                    Set.of(FINAL_EXIT_CODES));
        }
    }

    @Override
    public Run start(Attempt attempt) {
        ExecRun run = new ExecRun(attempt, command, config);
        running.add(run);
        run.ended().thenRun(() -> running.remove(run));
        run.begin(threads, () -> LogContext.during(attempt, () -> run.work(threads)));
        return run;
    }

    /** Kills what still runs: a process that ends must not leave commands behind that nobody waits for. */
    @PreDestroy
    void close() {
        running.forEach(ExecRun::kill);
        threads.shutdown();
    }

    void stopNow(@Observes(notifyObserver = Reception.IF_EXISTS) StopNow event) {
        close();
    }

    /**
     * In a session of its own where there is {@code setsid}: a Ctrl+C in Warren's terminal is then Warren's alone, which lets
     * running tasks finish.
     */
    private static List<String> commandLine(String command) {
        List<String> line = new ArrayList<>();
        setsid().ifPresent(line::add);
        line.addAll(List.of("/bin/sh", "-c", command));
        return List.copyOf(line);
    }

    private static Optional<String> setsid() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static ConfigurationException noCommand() {
        return new ConfigurationException(
                COMMAND + " is not set, but warren.worker.handler=exec: set it to the command line that runs a task.",
                Set.of(COMMAND));
    }
}
