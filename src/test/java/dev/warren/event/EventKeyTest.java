package dev.warren.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Payload;
import dev.warren.task.Task;
import dev.warren.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventKeyTest {

    @ParameterizedTest
    @CsvSource({
        "emails,receipt,emails.receipt.accepted",
        "emails,,emails.-.accepted",
        "emails,-,emails.%2D.accepted",
        "mail.out,order.created,mail%2Eout.order%2Ecreated.accepted",
        "a-b_c,ns:type,a-b_c.ns:type.accepted",
        "Zwölf,100%,Zw%C3%B6lf.100%25.accepted",
        "all*,of#it,all%2A.of%23it.accepted",
        "a b,~,a%20b.%7E.accepted"
    })
    void everyNameIsOneWord(String queue, String type, String key) {
        Task.Builder task = Task.builder(new TaskId("t-1"), Payload.text("x"));
        Optional.ofNullable(type).ifPresent(task::type);

        assertThat(EventKey.of(TaskEvent.accepted(queue, task.build(), Instant.EPOCH)))
                .isEqualTo(key);
    }

    @Test
    void namesThatDifferHaveWordsThatDiffer() {
        String longest = "ö".repeat(127);
        Set<String> words = new HashSet<>();
        List<String> names = List.of(
                "a.b",
                "a%2Eb",
                "a_b",
                "-",
                "%2D",
                longest,
                longest + "x",
                longest + "y",
                "x".repeat(120),
                "x".repeat(121));

        names.forEach(name -> words.add(EventKey.type(Optional.of(name))));
        words.add(EventKey.type(Optional.empty()));

        assertThat(words).hasSize(names.size() + 1).allMatch(word -> word.length() <= 120);
    }

    @Test
    void longestKeyFits() {
        String word = EventKey.queue("ü".repeat(127));

        assertThat((word + "." + word + ".succeeded").getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
    }
}
