package dev.warren.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Says where it was measured. */
final class Machine {

    private Machine() {}

    static List<String> describe() {
        return List.of(
                Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", load average " + line("/proc/loadavg", ""),
                Runtime.getRuntime().availableProcessors() + " cores of " + line("/proc/cpuinfo", "model name") + ", "
                        + line("/proc/meminfo", "MemTotal") + " memory, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    /** The value of the first line that begins so. */
    private static String line(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
