package dev.warren.handler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes of a run: the command, its descendants, and on Linux also those whose parent has gone, known by their session
 * or by the mark in their environment.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");

    private final ProcessHandle root;
    private final String mark;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    /**
     * @param root the command, leader of its own session if there is one
     * @param mark what only its processes have in their environment
     */
    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = mark;
        known.add(root);
    }

    /** Those that run at this moment; what was seen once is remembered. The youngest branches come first. */
    synchronized List<ProcessHandle> live() {
        for (ProcessHandle parent : List.copyOf(known)) {
            parent.descendants().forEach(known::add);
        }
        addOrphans();
        known.removeIf(process -> !process.isAlive() || isZombie(process));
        LinkedHashSet<ProcessHandle> live = new LinkedHashSet<>(known);
        live.remove(root);
        if (known.contains(root)) {
            live.add(root);
        }
        return List.copyOf(live);
    }

    private void addOrphans() {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isOfSession(process) || isMarked(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(known::add);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // What was found by descent has to do.
        }
    }

    private boolean isOfSession(Path process) {
        return ProcessStat.of(process).session() == root.pid();
    }

    private boolean isMarked(Path process) {
        return read(process.resolve("environ")).contains(mark);
    }

    private static boolean isZombie(ProcessHandle process) {
        return ProcessStat.of(PROC.resolve(String.valueOf(process.pid()))).isZombie();
    }

    /** Empty when the process has gone, or is another user's. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** What {@code /proc/PID/stat} says; see proc(5). */
    private record ProcessStat(String state, long session) {

        private static ProcessStat of(Path process) {
            String stat = read(process.resolve("stat"));
            String[] afterName =
                    stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
            return afterName.length < 4
                    ? new ProcessStat("", -1)
                    : new ProcessStat(afterName[0], Long.parseLong(afterName[3]));
        }

        private boolean isZombie() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
