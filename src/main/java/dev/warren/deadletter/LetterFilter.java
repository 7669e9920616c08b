package dev.warren.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which letters are meant; what is absent matches all.
 *
 * @param id the task's
 * @param type exactly; the empty type is that of letters without one
 * @param reason exactly
 * @param since no earlier than; letters without a time don't match
 * @param until earlier than; letters without a time don't match
 */
public record LetterFilter(
        Optional<String> id,
        Optional<String> type,
        Optional<String> reason,
        Optional<Instant> since,
        Optional<Instant> until)
        implements Predicate<DeadLetter> {

    public static final LetterFilter ALL =
            new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static LetterFilter ofId(String id) {
        return new LetterFilter(
                Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public boolean test(DeadLetter letter) {
        return id.map(wanted -> letter.id().filter(wanted::equals).isPresent()).orElse(true)
                && type.map(letter.type().orElse("")::equals).orElse(true)
                && reason.map(letter.reason()::equals).orElse(true)
                && since.map(from ->
                                letter.at().filter(at -> !at.isBefore(from)).isPresent())
                        .orElse(true)
                && until.map(to -> letter.at().filter(at -> at.isBefore(to)).isPresent())
                        .orElse(true);
    }
}
