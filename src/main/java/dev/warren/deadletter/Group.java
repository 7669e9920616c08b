package dev.warren.deadletter;

import java.time.Instant;
import java.util.Optional;

/**
 * Letters of one type and reason.
 *
 * @param first the earliest time
 * @param last the latest time
 * @param example the letter that was read first
 */
public record Group(int count, Optional<Instant> first, Optional<Instant> last, DeadLetter example) {

    static Group of(DeadLetter letter) {
        return new Group(1, letter.at(), letter.at(), letter);
    }

    Group and(DeadLetter letter) {
        return new Group(
                count + 1,
                letter.at()
                        .filter(at -> first.isEmpty() || at.isBefore(first.get()))
                        .or(() -> first),
                letter.at()
                        .filter(at -> last.isEmpty() || at.isAfter(last.get()))
                        .or(() -> last),
                example);
    }
}
