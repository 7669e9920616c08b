package dev.warren.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.http.BodyRoom;
import dev.warren.gateway.submit.ItemStream.Next;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemStreamTest {

    private static final int MAX_ITEM = 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void linesAreCutWhereverTheChunksEnd(int chunk) {
        assertThat(items(LineSplitter::new, "{\"a\":1}\r\n\n  \n {\"b\":\"ü\"}\nlast", chunk))
                .containsExactly("{\"a\":1}\r", "{\"b\":\"ü\"}", "last", "END");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void elementsAreCutWhereverTheChunksEnd(int chunk) {
        assertThat(items(ArraySplitter::new, " [ {\"a\":[1,{}]} ,\"],\\\"[\", 3\n]\n", chunk))
                .containsExactly("{\"a\":[1,{}]} ", "\"],\\\"[\"", "3\n", "END");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ \n ] "})
    void emptyArrayHasNoItems(String json) {
        assertThat(items(ArraySplitter::new, json, 1)).containsExactly("END");
    }

    @Test
    void noLinesAreNoItems() {
        assertThat(items(LineSplitter::new, "\n \n", 1)).containsExactly("END");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{}|0", "[1,]|1", "[,1]|0", "[1,,2]|1", "[1] x|1", "[1|0", "[\"a|0", "[1,2|1", "``|0"})
    void whatIsNoArrayIsBrokenAfterItsGoodItems(String json, int good) {
        List<String> items = items(ArraySplitter::new, json, 2);

        assertThat(items).hasSize(good + 1).endsWith("BROKEN");
    }

    @Test
    void itemThatIsTooLongIsSkippedAndTheNextIsFine() {
        String longest = "x".repeat(MAX_ITEM);

        assertThat(items(LineSplitter::new, longest + "x\n" + longest + "\n", 5))
                .containsExactly("TOO LONG", longest, "END");
    }

    /** The items as text, and how it ended. */
    private static List<String> items(Supplier<ItemSplitter> splitter, String body, int chunk) {
        ItemStream stream = new ItemStream(splitter.get(), MAX_ITEM, new BodyRoom(MAX_ITEM).share());
        List<String> items = new ArrayList<>();
        Buffer bytes = Buffer.buffer(body);
        int sent = 0;
        while (true) {
            Optional<Next> next = stream.take();
            if (next.isPresent()) {
                items.add(describe(next.get()));
                if (next.get() instanceof Next.End || next.get() instanceof Next.Broken) {
                    return items;
                }
            } else if (sent < bytes.length()) {
                int end = Math.min(sent + chunk, bytes.length());
                stream.offer(bytes.getBuffer(sent, end));
                sent = end;
            } else {
                stream.end();
            }
        }
    }

    private static String describe(Next next) {
        if (next instanceof Next.Item item) {
            return new String(item.json(), StandardCharsets.UTF_8);
        }
        if (next instanceof Next.TooLong) {
            return "TOO LONG";
        }
        return next instanceof Next.Broken ? "BROKEN" : "END";
    }
}
