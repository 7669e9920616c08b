package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.Warren;
import dev.warren.inspect.Recorded;
import dev.warren.inspect.StubApi;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a pipe whose reader has had enough, as {@code head}: Java isn't ended by the signal that ends others then. */
class ClosedPipeTest {

    /** Many times what a pipe holds. */
    private static final int MANY = 20_000;

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"events -o json", "events", "subscribe x -o json"})
    void followingEndsInOrder(String words) throws Exception {
        String event = words.startsWith("events") ? "task" : "message";
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer(
                    200,
                    "event: %s\ndata: {\"payload\":\"some words\"}\n\n"
                            .formatted(event)
                            .repeat(MANY));

            assertThat(run(words + " --gateway " + gateway.url(), "head -1"))
                    .as("it does not see the stream end")
                    .isEqualTo("exit code 0");
        }
    }

    @Test
    void watchingEndsInOrder() throws Exception {
        try (StubApi api = new StubApi().answers("GET /api/queues/%2F", 200, Recorded.QUEUES)) {
            assertThat(run("queues list --watch --every 1ms --management-url " + api.url(), "head -1"))
                    .isEqualTo("exit code 0");
        }
    }

    /** What it says is not what it is for. */
    @Test
    void batchIsSentToItsEnd() throws Exception {
        Path tasks = Files.writeString(dir.resolve("tasks"), "{}\n".repeat(2_500));
        String accepted = "{\"items\":[%s]}";
        String item = "{\"id\":\"a\",\"status\":202}";
        try (StubGateway gateway = new StubGateway()) {
            for (int part : new int[] {1_000, 1_000, 500}) {
                gateway.answer(202, accepted.formatted(String.join(",", Collections.nCopies(part, item))));
            }

            assertThat(run("send q --batch @" + tasks + " -o json --gateway " + gateway.url(), "true"))
                    .isEqualTo("exit code 0");

            assertThat(gateway.requests()).hasSize(3);
        }
    }

    /** @return the last line that is written to standard error */
    private String run(String words, String reader) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        File noted = dir.resolve("noted").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "{ '%s' -XX:TieredStopAtLevel=1 %s %s; echo exit code $? >&2; } | %s"
                                .formatted(java, Warren.class.getName(), words, reader))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(noted);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process shell = builder.start();
        try {
            assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ends")
                    .isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        return Files.readString(noted.toPath(), StandardCharsets.UTF_8).lines().reduce("", (earlier, last) -> last);
    }
}
