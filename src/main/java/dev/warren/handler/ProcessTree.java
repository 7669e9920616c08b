package dev.warren.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a run: the command, its descendants, and on Linux also those whose parent has gone, known by their session
 * or by the mark in their environment.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/stat"));

    private static final long NONE = -2;

    private final String mark;
    private long session = NONE;
    private long begun;
    private final Map<Long, ProcessHandle> known = new LinkedHashMap<>();

    /** @param mark what only its processes have in their environment */
    ProcessTree(String mark) {
        this.mark = mark;
    }

    /** @param root the command, leader of its own session if there is one */
    synchronized void begin(ProcessHandle root) {
        add(root);
        session = root.pid();
        begun = ProcessStat.of(root).started();
    }

    /**
     * Those that run at this moment, the command itself first; what was seen once is remembered. Signals go out in this order:
     * a shell that saw its children end before its own signal came would go on with its next command.
     */
    synchronized List<ProcessHandle> live() {
        if (HAS_PROC) {
            addFromProc();
        } else {
            addDescendants();
        }
        known.values()
                .removeIf(
                        process -> !process.isAlive() || ProcessStat.of(process).isZombie());
        return List.copyOf(known.values());
    }

    private void add(ProcessHandle process) {
        known.putIfAbsent(process.pid(), process);
    }

    private void addFromProc() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (isOfRun(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(this::add);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            addDescendants();
        }
    }

    private void addDescendants() {
        List.copyOf(known.values()).forEach(parent -> parent.descendants().forEach(this::add));
    }

    private boolean isOfRun(Path process) {
        ProcessStat stat = ProcessStat.of(process);
        return stat.session() == session
                || known.containsKey(stat.parent())
                || stat.started() >= begun && read(process.resolve("environ")).contains(mark);
    }

    /** Empty when the process has gone, or is another user's. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * What {@code /proc/PID/stat} says; see proc(5).
     *
     * @param started in clock ticks since the machine's start
     */
    private record ProcessStat(String state, long parent, long session, long started) {

        private static final ProcessStat GONE = new ProcessStat("", -1, -1, -1);

        private static ProcessStat of(ProcessHandle process) {
            return of(PROC.resolve(String.valueOf(process.pid())));
        }

        private static ProcessStat of(Path process) {
            String stat = read(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length < 20
                    ? GONE
                    : new ProcessStat(
                            fields[0],
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[19]));
        }

        private boolean isZombie() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
