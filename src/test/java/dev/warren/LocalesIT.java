package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.warren.harness.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed beyond ASCII where the locale knows of nothing beyond it. */
class LocalesIT {

    @TempDir
    Path dir;

    @Test
    void lettersThatWereLostAreNotSent() throws Exception {
        assumeFalse(Program.isNative(), "a JVM alone decodes them by the locale");

        Process program = program("send", "q", "grüße", "--gateway", "http://127.0.0.1:1");
        String err = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(err).isEqualTo(2);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .startsWith("warren: ")
                .contains("LC_ALL=C.UTF-8");
    }

    /** By a script, as the JVM of the tests may have a locale of its own to encode arguments in. */
    private Process program(String... words) throws IOException {
        Path script = Files.writeString(dir.resolve("warren"), Program.script());
        Path typed = Files.writeString(
                dir.resolve("typed"), "LC_ALL=C exec sh '" + script + "' '" + String.join("' '", words) + "'");
        ProcessBuilder builder = new ProcessBuilder("sh", typed.toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }
}
