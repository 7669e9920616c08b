package dev.warren.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.Shell;
import dev.warren.inspect.Recorded;
import dev.warren.inspect.StubApi;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionCommandsTest {

    private record Ended(int exitCode, String out, String err) {}

    private final StubApi stub = new StubApi()
            .answers("GET /api/queues/%2F", 200, Recorded.QUEUES)
            .answers("GET /api/queues/%2F/emails", 200, Recorded.QUEUE)
            .answers("GET /api/queues/%2F/emails/bindings", 200, Recorded.BINDINGS)
            .answers("GET /api/exchanges/%2F", 200, Recorded.EXCHANGES)
            .answers("GET /api/bindings/%2F", 200, Recorded.BINDINGS)
            .answers("GET /api/consumers/%2F", 200, Recorded.CONSUMERS)
            .answers("GET /api/vhosts/%2F/connections", 200, Recorded.CONNECTIONS)
            .answers("GET /api/nodes", 200, Recorded.NODES);

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void queuesAreATableWithATotal() {
        Ended ended = run("queues", "list");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(lines(ended))
                .containsExactly(
                        "NAME TYPE STATE READY UNACKED DEAD CONSUMERS IN OUT ACKED OLDEST MEMORY",
                        lines(ended)[1],
                        "new quorum - - - - - - - - - -",
                        "theirs quorum running 0 0 - 0 - - - - -",
                        "(3 queues) - - 7 2 3 1 12/s 11/s 10/s - 27 KiB",
                        "delayed, for all queues together: 4");
        assertThat(lines(ended)[1])
                .startsWith("emails classic running 7 2 3 1 12/s 11/s 10/s ")
                .endsWith(" 27 KiB");
    }

    @Test
    void allAreThoseOfDeadLettersAndDelaysToo() {
        assertThat(lines(run("queues", "list", "--all"))).hasSize(9);
        assertThat(lines(run("queues", "list", "--all", "dead"))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"ready, emails", "name, emails", "DEAD, emails", "in, emails"})
    void tableIsSorted(String column, String first) {
        assertThat(lines(run("queues", "list", "--sort", column))[1]).startsWith(first + " ");
    }

    @Test
    void programsGetJson() {
        JsonPath json = JsonPath.from(run("queues", "list", "-o", "json").out());

        assertThat(json.getList("items.name")).containsExactly("emails", "new", "theirs");
        assertThat(json.getInt("items[0].ready")).isEqualTo(7);
        assertThat(json.getString("items[0].oldest")).isEqualTo("2026-11-26T06:41:15Z");
    }

    @Test
    void queueIsShownWithWhatBelongsToIt() {
        Ended ended = run("queues", "show", "emails");

        assertThat(lines(ended))
                .contains(
                        "QUEUE emails",
                        "ready 7",
                        "arguments x-dead-letter-exchange=warren.dead",
                        "warren.tasks emails queue emails -",
                        "emails warren consume emails pod-1/1 2 yes yes alice 10.0.0.7:40936 ctag-1");
    }

    @Test
    void othersAreTables() {
        assertThat(lines(run("exchanges", "list"))).hasSize(2);
        assertThat(lines(run("exchanges", "list", "--all"))).hasSize(4);
        assertThat(lines(run("bindings", "list"))[1]).isEqualTo("amq.headers k exchange audit a=1 x-match=all");
        assertThat(lines(run("bindings", "list", "--queue", "emails"))).hasSize(3);
        assertThat(lines(run("consumers", "list", "--queue", "other"))).hasSize(1);
        assertThat(lines(run("connections", "list"))[1]).startsWith("warren consume emails pod-1/1 running 2");
        assertThat(lines(run("nodes", "list")))
                .anyMatch(line -> line.startsWith("rabbit@a running 3.10.8 8m 131 MiB") && line.endsWith(" memory"))
                .anyMatch(line -> line.startsWith("rabbit@b stopped"));
    }

    @Test
    void whatIsNotThereIsOneLine() {
        Ended ended = run("queues", "show", "nowhere");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("warren: there is no queue nowhere");
    }

    @Test
    void managementApiThatIsAwayIsOneLine() {
        stub.close();
        Ended ended = run("nodes", "list");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines()).singleElement().asString().contains("rabbitmq-plugins enable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rabbit:15672", "http://"})
    void addressThatIsNoneIsWrongUsage(String url) {
        Ended ended = ended("nodes", "list", "--management-url", url);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains("WARREN_MANAGEMENT_URL");
    }

    @Test
    void onlyOneCanBeAsked() {
        Ended ended = run("nodes", "list", "--gateway", "http://localhost:8080");

        assertThat(ended.exitCode()).isEqualTo(2);
    }

    private Ended run(String noun, String verb, String... words) {
        List<String> all = new ArrayList<>(
                List.of(noun, verb, "--management-url", stub.url().toString()));
        all.addAll(List.of(words));
        return ended(all.toArray(String[]::new));
    }

    private static Ended ended(String... words) {
        Shell shell = new Shell();
        int exitCode = shell.run(words);
        return new Ended(exitCode, shell.said(), shell.noted());
    }

    /** With one space between columns. */
    private static String[] lines(Ended ended) {
        return ended.out().lines().map(line -> line.replaceAll(" +", " ")).toArray(String[]::new);
    }
}
