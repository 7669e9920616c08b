package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendBatchTest {

    private static final String ACCEPTED = "{\"id\":\"a\",\"status\":202}";
    private static final String WRONG =
            "{\"status\":400,\"type\":\"/problems/invalid-task\",\"detail\":\"no such field\"}";
    private static final String AWAY =
            "{\"id\":\"b\",\"status\":503,\"type\":\"/problems/broker-away\",\"detail\":\"away\"}";

    @TempDir
    private Path dir;

    private final StubGateway gateway = new StubGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void linesAreSentAsTheyAreAndSummedUp() throws IOException {
        gateway.answer(202, fates(ACCEPTED, ACCEPTED));

        assertThat(send("{\"payload\":1}\n\n{\"payload\":\"zwölf\"}")).isZero();

        assertThat(gateway.requests()).containsExactly("POST /api/queues/emails/tasks/batch");
        assertThat(gateway.bodies()).containsExactly("{\"payload\":1}\n\n{\"payload\":\"zwölf\"}");
        assertThat(gateway.said()).containsExactly("2 tasks are in queue emails");
    }

    @Test
    void refusedLineIsNamedAndTheOthersAreSent() throws IOException {
        gateway.answer(207, fates(ACCEPTED, WRONG));

        assertThat(send("{}\n\n{\"paylod\":1}\n")).isEqualTo(1);

        assertThat(gateway.said()).containsExactly("1 task is in queue emails");
        assertThat(gateway.noted()).containsExactly("warren: line 3: no such field", "warren: 1 task refused");
    }

    @Test
    void forProgramsEachLineHasItsFate() throws IOException {
        gateway.answer(207, fates(ACCEPTED, WRONG));

        assertThat(send("{}\n{}\n", "-o", "json")).isEqualTo(1);

        assertThat(gateway.said())
                .containsExactly(
                        "{\"line\":1,\"id\":\"a\",\"status\":202}",
                        "{\"line\":2," + WRONG.substring(1),
                        "{\"queue\":\"emails\",\"accepted\":1,\"refused\":1}");
    }

    @Test
    void longBatchGoesInPartsAndEndsWhereTheBrokerIsAway() throws IOException {
        gateway.answer(202, fates(Collections.nCopies(1_000, ACCEPTED).toArray(String[]::new)))
                .answer(207, fates(AWAY));

        assertThat(send("{}\n".repeat(2_500))).isEqualTo(3);

        assertThat(gateway.requests()).hasSize(2);
        assertThat(gateway.said()).containsExactly("1000 tasks are in queue emails");
        assertThat(gateway.noted()).last().isEqualTo("warren: lines from 1001 on are not accepted: away");
    }

    @Test
    void unknownFateIsSaid() throws IOException {
        gateway.answer(503, "{\"detail\":\"not now\"}");

        assertThat(send("{}\n{}\n")).isEqualTo(3);

        assertThat(gateway.noted()).singleElement().asString().contains("not now", "lines from 1 on", "up to 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"emails --batch", "emails --batch text", "emails --batch - --type x", "emails --batch @nowhere"})
    void batchThatCanNotBeIsWrongUsage(String words) {
        assertThat(gateway.run(new Send(), words.split(" "))).isEqualTo(2);
        assertThat(gateway.noted()).singleElement().asString().startsWith("warren: ");
    }

    @Test
    void linesAreCutWhereTheInputPauses() throws IOException {
        BatchLines lines = new BatchLines(new ByteArrayInputStream("a\n\n b\n \n".getBytes(StandardCharsets.UTF_8)));

        assertThat(lines.next()).hasValueSatisfying(part -> {
            assertThat(part.numbers()).containsExactly(1L, 3L);
            assertThat(part.body()).asString().isEqualTo("a\n\n b\n \n");
        });
        assertThat(lines.next()).isEqualTo(Optional.empty());
        assertThat(lines.read()).isEqualTo(8);
    }

    private int send(String lines, String... words) throws IOException {
        Path file = Files.writeString(dir.resolve("tasks"), lines);
        String[] all = new String[words.length + 3];
        all[0] = "emails";
        all[1] = "--batch";
        all[2] = "@" + file;
        System.arraycopy(words, 0, all, 3, words.length);
        return gateway.run(new Send(), all);
    }

    private static String fates(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }
}
