package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Warren;
import dev.warren.cli.terminal.Conventions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    private Path dir;

    @Test
    void bashCompletesCommandsAndOptions() throws IOException {
        assertThat(completions("")).contains("send", "work", "dead").doesNotContain("broker");
        assertThat(completions("dead", "")).contains("list", "groups", "show", "replay", "discard");
        assertThat(completions("dead", "replay", "--r")).containsExactlyInAnyOrder("--reason", "--rate");
    }

    private List<String> completions(String... words) throws IOException {
        String last = words[words.length - 1];
        String line = "source completion; COMP_WORDS=(warren '" + String.join("' '", words) + "'); COMP_CWORD="
                + words.length + "; _complete_warren '' '" + last + "'; echo \"${COMPREPLY[*]}\"";
        Files.writeString(dir.resolve("completion"), script());
        Process bash = new ProcessBuilder("bash", "-c", line)
                .directory(dir.toFile())
                // Outside of a completion bash complains of compopt.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(answer.strip().split("\\s+"));
    }

    private static String script() {
        StringWriter said = new StringWriter();
        int exitCode = Conventions.commandLine(new Warren())
                .setOut(new PrintWriter(said))
                .execute("completion", "bash");
        assertThat(exitCode).isZero();
        return said.toString();
    }
}
