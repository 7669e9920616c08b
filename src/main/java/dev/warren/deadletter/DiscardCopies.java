package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.LetterReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Takes out, for good, what is there more than once: all but the first of each {@link Content}. */
final class DiscardCopies extends Clearing {

    private static final int MOST_REMEMBERED = 100_000;

    private final Map<Content, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    DiscardCopies(LetterFilter filter, Consumer<Progress> listener) {
        super(filter, listener);
    }

    @Override
    void clear(LetterReading reading, HeldLetter letter) {
        boolean isCopy = Content.of(letter)
                .map(content -> seen.put(content, true) != null)
                .orElse(false);
        if (isCopy) {
            doneAsCopy(letter);
        } else {
            letter.leave();
        }
    }
}
