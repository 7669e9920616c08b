package dev.warren.harness;

import static dev.warren.harness.Scene.eventually;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evidence of what ran, which outlives any kill: each run of its {@link #command} appends a line when it starts and one
 * when it has succeeded, and in between waits while the ledger is on {@link #hold}. Runs of tasks of these types come to
 * something else: {@link #FLAKY}, {@link #FAILS}, {@link #KILLS}.
 */
public final class Ledger implements AutoCloseable {

    /** A type of tasks: three of ten runs fail. */
    public static final String FLAKY = "flaky";

    /** A type of tasks: every run fails. */
    public static final String FAILS = "fails";

    /** A type of tasks: every run kills its worker. */
    public static final String KILLS = "kills";

    private static final String SCRIPT = """
            #!/bin/sh
            cd '%s' || exit 1
            echo "start $WARREN_TASK_ID" >>runs
            while [ -e hold ]; do sleep 0.1; done
            case "$WARREN_TASK_TYPE" in
            flaky) [ $(od -An -N1 -tu1 /dev/urandom) -lt 179 ] || exit 1 ;;
            fails) exit 1 ;;
            kills)
              pid=$PPID
              until grep -Eq '^(java|warren)' "/proc/$pid/comm"; do
                pid=$(awk '{print $4}' "/proc/$pid/stat")
                [ "$pid" -gt 1 ] || exit 1
              done
              kill -9 "$pid"
              exit 1
              ;;
            esac
            echo "end $WARREN_TASK_ID" >>runs
            """;

    private final Path dir;

    private Ledger(Path dir) {
        this.dir = dir;
    }

    static Ledger in(Path dir) {
        try {
            var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            Path command = Files.createFile(dir.resolve("run"), executable);
            Files.writeString(command, SCRIPT.formatted(dir));
            return new Ledger(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an exec worker has to run. */
    public Path command() {
        return dir.resolve("run");
    }

    /** Keeps runs from ending. */
    public void hold() {
        try {
            Files.createFile(dir.resolve("hold"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all runs end. */
    public void release() {
        try {
            Files.deleteIfExists(dir.resolve("hold"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The task ids of all runs that were started, in that order. */
    public List<String> started() {
        return ids("start ");
    }

    /** The task ids of all runs that have ended, in that order. */
    public List<String> ended() {
        return ids("end ");
    }

    /** The ids whose runs have started and not ended. */
    public Set<String> running() {
        Set<String> running = Set.copyOf(started());
        List<String> ended = ended();
        return running.stream().filter(id -> !ended.contains(id)).collect(Collectors.toSet());
    }

    public void awaitStarted(int runs) {
        eventually(runs + " runs have started")
                .untilAsserted(() -> assertThat(started()).hasSize(runs));
    }

    public void awaitEnded(Collection<String> ids) {
        eventually("all tasks have run")
                .untilAsserted(() -> assertThat(Set.copyOf(ended())).containsAll(ids));
    }

    /** How many runs of that task were started. */
    public long runs(String id) {
        return started().stream().filter(id::equals).count();
    }

    /** How many runs there were beyond one for each task. */
    public long duplicates() {
        Map<String, Long> runs = started().stream().collect(groupingBy(id -> id, counting()));
        return runs.values().stream().mapToLong(count -> count - 1).sum();
    }

    private List<String> ids(String mark) {
        try (var lines = Files.lines(dir.resolve("runs"))) {
            return lines.filter(line -> line.startsWith(mark))
                    .map(line -> line.substring(mark.length()))
                    .toList();
        } catch (NoSuchFileException nothingRanYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go even the runs whose worker is gone. */
    @Override
    public void close() {
        release();
    }
}
