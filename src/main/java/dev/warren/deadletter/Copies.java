package dev.warren.deadletter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells copies of letters from letters. There are two of one only after a crash at the wrong moment: its dead letter was
 * confirmed, and the task handed out again. Remembers the latest ids only, so as to need no more memory for more letters.
 */
final class Copies {

    private static final int MOST_REMEMBERED = 100_000;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private int count;

    /** Whether one of the same id, type and size has been here. Those without an id have no copies. */
    boolean isCopy(DeadLetter letter) {
        Optional<String> key = letter.id().map(id -> id + '\n' + letter.type().orElse("") + '\n' + letter.size());
        boolean isCopy = key.isPresent() && seen.put(key.get(), true) != null;
        count += isCopy ? 1 : 0;
        return isCopy;
    }

    /** How many there have been. */
    int count() {
        return count;
    }
}
