package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.task.Attempt;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTaskHandlerTest {

    record Mail(String to, int retries) {
        Mail {
            if (retries < 0) {
                throw new IllegalArgumentException("retries is negative");
            }
        }
    }

    private final List<Mail> handled = new ArrayList<>();
    private final JsonTaskHandler<Mail> handler = new JsonTaskHandler<>(Mail.class, new ObjectMapper()) {
        @Override
        protected Outcome handle(Mail mail, Attempt attempt) {
            handled.add(mail);
            return Outcome.succeeded();
        }
    };

    @Test
    void payloadIsReadAsARecord() throws Exception {
        Outcome outcome = handler.handle(Attempts.of("{\"to\":\"zoë@example.org\",\"retries\":3}"));
        assertThat(outcome).isEqualTo(Outcome.succeeded());
        assertThat(handled).containsExactly(new Mail("zoë@example.org", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"retries\":\"many\"}", "{\"to\":\"a\",\"retries\":-1}", "\u0000"})
    void unreadablePayloadIsDeadAsUndecodable(String payload) throws Exception {
        Outcome outcome = handler.handle(Attempts.of(payload));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Dead.class, dead -> {
            assertThat(dead.failure().reason()).isEqualTo(Reason.UNDECODABLE);
            assertThat(dead.failure().message()).startsWith("the payload is not a Mail in JSON: ");
        });
        assertThat(handled).isEmpty();
    }
}
