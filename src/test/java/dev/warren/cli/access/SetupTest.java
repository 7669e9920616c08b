package dev.warren.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import dev.warren.inspect.StubApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A management API that stops answering in the middle: what it has been told to be a password must not be lost. */
class SetupTest {

    private static final String GATEWAY = "/api/users/warren-gateway";

    @RegisterExtension
    final Shell shell = new Shell();

    private final StubApi api = new StubApi()
            .answers("GET /api/vhosts/tasks", 200, "{\"name\":\"tasks\"}")
            .answers("GET " + GATEWAY, 200, "{\"name\":\"warren-gateway\",\"tags\":\"\"}")
            .answers("PUT " + GATEWAY, 204, "")
            .answers("PUT /api/permissions/tasks/warren-gateway", 204, "");

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "secret"})
    void passwordsThatAreMadeArePrintedBeforeTheFailure(String format) throws IOException {
        api.answers("GET /api/users/warren-worker", 503, "");

        Ended ended = setup("-o", format, "--rotate");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).contains(passwordMade());
        assertThat(ended.err().lines()).last().asString().contains("run it again with --rotate", "above");
    }

    @Test
    void passwordIsPrintedWhenItsPermissionsFail() throws IOException {
        api.answers("PUT /api/permissions/tasks/warren-gateway", 500, "");

        Ended ended = setup("-o", "json", "--rotate");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).contains(passwordMade());
    }

    @ParameterizedTest
    @CsvSource({"503,3", "400,1"})
    void passwordOfAnUnknownFateIsToBeMadeAgain(int status, int exitCode) {
        api.answers("PUT " + GATEWAY, status, "");

        Ended ended = setup("--rotate");

        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains("run it again with --rotate", "a password may have been made");
    }

    @Test
    void nothingIsToBeRotatedWhereNothingWasBegun() {
        api.answers("GET /api/vhosts/tasks", 503, "");

        Ended ended = setup();

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("--rotate");
    }

    private String passwordMade() throws IOException {
        String put = "PUT " + GATEWAY + " ";
        String account = api.requests().stream()
                .filter(request -> request.startsWith(put))
                .findFirst()
                .orElseThrow();
        String password = new ObjectMapper()
                .readTree(account.substring(put.length()))
                .path("password")
                .asText();
        assertThat(password).isNotEmpty();
        return password;
    }

    private Ended setup(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "setup", "--vhost", "tasks", "--management-url", api.url().toString()));
        all.addAll(List.of(words));
        return shell.call(all.toArray(String[]::new));
    }
}
