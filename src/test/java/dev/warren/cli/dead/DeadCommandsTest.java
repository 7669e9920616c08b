package dev.warren.cli.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.StubGateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadCommandsTest {

    private static final String LETTER = "{\"id\":\"t-1\",\"reason\":\"failed\",\"at\":\"2026-11-22T08:00:00Z\","
            + "\"error\":\"exit code 1\\u001b[31m\",\"attempts\":10,\"size\":12}";

    private final StubGateway gateway = new StubGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void listIsATableThatSaysHowToGoOn() {
        gateway.answer(200, "{\"matched\":1204,\"letters\":[" + LETTER + "],\"next\":\"c-1\"}");

        assertThat(run("list", "emails", "--reason", "failed", "--type", "", "--since", "2026-11-22T08:00:00+01:00"))
                .isZero();

        assertThat(gateway.requests())
                .containsExactly("GET /api/queues/emails/dead?type=&reason=failed&since=2026-11-22T07%3A00%3A00Z");
        assertThat(gateway.said())
                .containsExactly(
                        "FAILED AT             TYPE  REASON  ATTEMPTS  ID   ERROR",
                        "2026-11-22T08:00:00Z  -     failed        10  t-1  exit code 1 [31m");
        assertThat(gateway.noted()).containsExactly("warren: 1 of 1204 dead letters; more: --after c-1, or --all");
    }

    @Test
    void allPagesAreFollowed() {
        gateway.answer(200, "{\"matched\":2,\"letters\":[],\"next\":\"a b\"}")
                .answer(200, "{\"matched\":2,\"letters\":[]}");

        assertThat(run("list", "emails", "--all", "-o", "json")).isZero();

        assertThat(gateway.requests())
                .containsExactly(
                        "GET /api/queues/emails/dead?limit=1000", "GET /api/queues/emails/dead?limit=1000&after=a%20b");
        assertThat(gateway.said()).hasSize(2);
    }

    @Test
    void groupsAreCounted() {
        gateway.answer(
                200,
                "{\"groups\":[{\"type\":\"receipt\",\"reason\":\"failed\",\"count\":1200,\"exampleId\":\"t-1\"}],\"ungrouped\":3}");

        assertThat(run("groups", "emails")).isZero();

        assertThat(gateway.said())
                .containsExactly(
                        "COUNT  TYPE      REASON  FIRST  LAST  EXAMPLE  ERROR",
                        " 1200  receipt   failed  -      -     t-1      -",
                        "    3  (others)  -       -      -     -        -");
    }

    @Test
    void letterIsShownWithItsHistory() {
        gateway.answer(
                200,
                LETTER.substring(0, LETTER.length() - 1)
                        + ",\"errorDetail\":\"line 1\\nline 2\",\"headers\":{\"tenant\":\"acme\",\"warren-error\":\"x\"},"
                        + "\"failures\":[{\"at\":\"2026-11-22T07:59:00Z\",\"attempt\":9,\"reason\":\"failed\",\"error\":\"e\"}]}");

        assertThat(run("show", "emails", "t-1")).isZero();

        assertThat(gateway.requests()).containsExactly("GET /api/queues/emails/dead/t-1");
        assertThat(gateway.said())
                .contains("id             t-1", "payload        12 bytes", "header tenant  acme", "line 2")
                .doesNotContain("warren-error")
                .endsWith("2026-11-22T07:59:00Z        9  failed  -       e");
    }

    @Test
    void payloadIsPassedOnByteForByte() {
        gateway.answer(200, "zw\u00f6lf\n\u0000");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(bytes));
        try {
            assertThat(run("show", "emails", "a/b", "--payload")).isZero();
        } finally {
            System.setOut(out);
        }

        assertThat(gateway.requests()).containsExactly("GET /api/queues/emails/dead/a%2Fb/payload");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("zw\u00f6lf\n\u0000");
    }

    @Test
    void replayTellsWhatCameOfIt() {
        gateway.answer(
                200,
                "{\"total\":9,\"read\":5,\"matched\":5,\"replayed\":5,\"failed\":0,\"left\":0,\"complete\":false}\n"
                        + "{\"total\":9,\"read\":9,\"matched\":7,\"replayed\":7,\"failed\":0,\"left\":0,\"complete\":true}\n");

        assertThat(run("replay", "emails", "--type", "receipt", "--rate", "50", "--to", "again"))
                .isZero();

        assertThat(gateway.requests())
                .containsExactly("POST /api/queues/emails/dead/replay?type=receipt&to=again&rate=50");
        assertThat(gateway.said()).containsExactly("replayed 7 of 7 matching dead letters");
    }

    @Test
    void whatIsLeftIsAnErrorWithItsCause() {
        gateway.answer(
                200,
                "{\"matched\":7,\"replayed\":5,\"failed\":2,\"left\":2,\"complete\":true,\"problem\":{\"detail\":\"It is full.\"}}");

        assertThat(run("replay", "emails", "--all", "--yes")).isEqualTo(1);

        assertThat(gateway.requests()).containsExactly("POST /api/queues/emails/dead/replay?all=true");
        assertThat(gateway.noted()).containsExactly("warren: 2 matching dead letters left: It is full.");
    }

    @Test
    void answerThatBreaksOffIsSaid() {
        gateway.answer(200, "{\"total\":9,\"read\":5}\n");

        assertThat(run("replay", "emails", "t-1")).isEqualTo(3);
        assertThat(gateway.noted()).singleElement().asString().contains("broke off", "repeat it");
    }

    @Test
    void letterThatIsNotThereIsAnError() {
        gateway.answer(200, "{\"matched\":1,\"discarded\":1,\"failed\":0,\"complete\":true}")
                .answer(200, "{\"matched\":0,\"discarded\":0,\"failed\":0,\"complete\":true}");

        assertThat(run("discard", "emails", "groups", "t-2", "--yes")).isEqualTo(1);

        assertThat(gateway.requests())
                .containsExactly(
                        "POST /api/queues/emails/dead/discard?id=groups",
                        "POST /api/queues/emails/dead/discard?id=t-2");
        assertThat(gateway.noted()).containsExactly("warren: no dead letter of emails has the id t-2");
    }

    @Test
    void copiesAreDiscardedOfAllLettersOrOfThoseThatMatch() {
        String outcome = "{\"matched\":9,\"discarded\":2,\"failed\":0,\"complete\":true}";
        gateway.answer(200, outcome).answer(200, outcome).answer(200, outcome);

        assertThat(run("discard", "emails", "--copies", "--yes")).isZero();
        assertThat(run("discard", "emails", "--copies", "--yes", "--reason", "failed"))
                .isZero();
        assertThat(run("discard", "emails", "--copies", "--yes", "t-1")).isZero();

        assertThat(gateway.requests())
                .containsExactly(
                        "POST /api/queues/emails/dead/discard?copies=true",
                        "POST /api/queues/emails/dead/discard?reason=failed&copies=true",
                        "POST /api/queues/emails/dead/discard?id=t-1&copies=true");
        assertThat(gateway.said()).contains("discarded 2 of 9 matching dead letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discard emails t-1",
                "discard emails --copies",
                "discard emails --copies --yes --all t-1",
                "discard emails --reason failed",
                "discard emails --all",
                "replay emails --all",
                "replay emails",
                "replay emails t-1 --all",
                "replay emails --all --yes --reason failed",
                "discard emails t-1 --yes --since yesterday"
            })
    void nothingIsClearedByAccident(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(gateway.requests()).isEmpty();
        assertThat(gateway.noted()).singleElement().asString().startsWith("warren: ");
    }

    private int run(String... words) {
        return gateway.run(new Dead(), words);
    }
}
