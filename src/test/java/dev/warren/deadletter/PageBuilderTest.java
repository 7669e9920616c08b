package dev.warren.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.amqp.letter.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageBuilderTest {

    @ParameterizedTest
    @EnumSource(Order.class)
    void pagesGiveAllLettersOnceInOrderHoweverTheyLie(Order order) {
        List<DeadLetter> letters = new ArrayList<>();
        IntStream.range(0, 100).forEach(number -> letters.add(letter("id " + number, number / 7)));
        Collections.shuffle(letters, new Random(1));

        List<DeadLetter> listed = pages(letters, order, 9);

        assertThat(listed).containsExactlyInAnyOrderElementsOf(letters);
        assertThat(listed).isSortedAccordingTo((one, other) -> {
            int byTime = one.at().orElseThrow().compareTo(other.at().orElseThrow());
            return order == Order.OLDEST ? byTime : -byTime;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20})
    void lettersOfOneIdAndTimeAreNotTakenForOne(int limit) {
        List<DeadLetter> letters = Collections.nCopies(15, letter("same", 1));

        assertThat(pages(letters, Order.NEWEST, limit)).hasSize(15);
    }

    @Test
    void letterWithoutTimeIsTheOldest() {
        DeadLetter timeless = DeadLetter.of(new Letter(new BasicProperties(), 0));

        assertThat(pages(List.of(letter("a", 1), timeless, letter("b", 2)), Order.OLDEST, 5))
                .first()
                .isEqualTo(timeless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "MSBub3cgaWQ", "MSAyMDI2"})
    void whatIsNoCursorIsRefused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<DeadLetter> pages(List<DeadLetter> letters, Order order, int limit) {
        List<DeadLetter> listed = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            PageBuilder builder = new PageBuilder(order, limit, after);
            letters.forEach(builder::add);
            Page page = builder.build(letters.size(), 0);
            assertThat(page.letters()).hasSizeBetween(1, limit);
            listed.addAll(page.letters());
            after = page.next().map(Cursor::text).map(Cursor::parse);
        } while (after.isPresent());
        return listed;
    }

    private static DeadLetter letter(String id, int second) {
        Map<String, Object> headers = Map.of(
                "warren-failed-at", Instant.ofEpochSecond(1_000_000 + second).toString());
        return DeadLetter.of(new Letter(
                new BasicProperties.Builder().messageId(id).headers(headers).build(), 0));
    }
}
