package dev.warren.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.warren.amqp.letter.Letter;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTest {

    private static final Map<String, Object> HEADERS = Map.of(
            "tenant", "acme", "size", 7, "nested", Map.of("a", List.of(1, "b")), "at", new Date(1_000), "on", true);

    private static final BasicProperties LETTER = new BasicProperties.Builder()
            .messageId("id-1")
            .type("mail")
            .contentType("text/plain")
            .contentEncoding("gzip")
            .headers(HEADERS)
            .build();

    static List<BasicProperties> others() {
        return List.of(
                LETTER.builder().messageId("id-2").build(),
                LETTER.builder().type("thumbnail").build(),
                LETTER.builder().contentType("text/html").build(),
                LETTER.builder().contentEncoding(null).build(),
                LETTER.builder().headers(null).build(),
                with("tenant", "other"),
                with("another", "one"),
                with("size", "7"),
                with("on", "true"),
                with("nested", Map.of("a", List.of(1), "b", "b")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatDiffersInAnythingOfItsOwnIsNoCopy(BasicProperties other) {
        assertThat(content(other)).isNotEqualTo(content(LETTER));
    }

    @Test
    void whatDiffersInItsPayloadIsNoCopy() {
        assertThat(Content.of(new Letter(LETTER, 1), new byte[] {1})).isNotEqualTo(content(LETTER));
    }

    /** A crash makes one letter of the worker and another, of the same message, that the broker or another worker has moved. */
    @Test
    void whatItsWayHasAddedIsNotItsOwn() {
        Map<String, Object> moved = new HashMap<>(HEADERS);
        moved.put("tenant", LongStringHelper.asLongString("acme"));
        moved.put("size", 7L);
        moved.put("warren-reason", "failed");
        moved.put("warren-failures", List.of(Map.of("reason", "failed")));
        moved.put("warren-attempt", 3);
        moved.put("x-death", List.of(Map.of("reason", "delivery_limit")));
        moved.put("x-first-death-reason", "expired");
        moved.put("x-delivery-count", 3L);
        moved.put("CC", List.of("elsewhere"));

        assertThat(content(LETTER.builder().headers(moved).build())).isPresent().isEqualTo(content(LETTER));
    }

    @Test
    void whatCantBeToldFromOthersHasNoCopies() {
        assertThat(content(LETTER.builder().messageId(null).build())).isEmpty();
        assertThat(content(with("warren-unreadable", "malformed"))).isEmpty();
    }

    private static BasicProperties with(String name, Object value) {
        Map<String, Object> headers = new HashMap<>(HEADERS);
        headers.put(name, value);
        return LETTER.builder().headers(headers).build();
    }

    private static Optional<Content> content(BasicProperties properties) {
        return Content.of(new Letter(properties, 7), "payload".getBytes(StandardCharsets.UTF_8));
    }
}
