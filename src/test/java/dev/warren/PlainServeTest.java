package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {

    @ParameterizedTest
    @CsvSource({
        "serve --role worker, WORKER",
        "serve --role=gateway, GATEWAY",
        "serve --role BOTH, BOTH",
    })
    void readsTheRole(String words, Role role) {
        assertThat(read(words, "")).contains(new PlainServe(Optional.of(role)));
    }

    @Test
    void takesTheRoleOfTheEnvironmentAsItIsWrittenInTheConfiguration() {
        assertThat(read("serve", "Worker")).contains(new PlainServe(Optional.of(Role.WORKER)));
        assertThat(read("serve --role gateway", "worker")).contains(new PlainServe(Optional.of(Role.GATEWAY)));
    }

    @Test
    void leavesTheRoleToTheConfiguration() {
        assertThat(read("serve", "")).contains(new PlainServe(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "send emails x",
                "serve --help",
                "serve --role",
                "serve --role miner",
                "serve --role=",
                "serve --role worker --help",
                "serve worker",
                "serve --port 80"
            })
    void leavesAllElseToTheTreeOfCommands(String words) {
        assertThat(read(words, "")).isEmpty();
    }

    @Test
    void leavesWhatIsWrongInTheEnvironmentToTheTreeOfCommands() {
        assertThat(read("serve", "miner")).isEmpty();
    }

    private static Optional<PlainServe> read(String words, String configured) {
        return PlainServe.read(words.split(" "), Optional.of(configured).filter(role -> !role.isEmpty()));
    }
}
