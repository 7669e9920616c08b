package dev.warren.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.harness.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM learns from when an image is built has to be what happens with a real broker: a task is done. */
class RehearsalIT {

    @TempDir
    private Path folder;

    @Test
    void endsInOrderOnceATaskIsDone() throws Exception {
        Rehearsal.main(
                script(Program.script().replace("exec ", "WARREN_WORKER_HANDLER=http exec ")),
                "serve",
                "--role",
                "both"); // throws otherwise
    }

    @Test
    void whatEndsBeforeItHasDoneATaskIsAFailure() throws Exception {
        String ends = script("#!/bin/sh\nexit 0\n");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Rehearsal.main(ends));
    }

    private String script(String text) throws Exception {
        Path script = Files.writeString(folder.resolve("warren"), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }
}
