package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.LetterReading;
import java.util.function.Consumer;

/** Takes letters out, for good. */
final class Discard extends Clearing {

    Discard(LetterFilter filter, Consumer<Progress> listener) {
        super(filter, listener);
    }

    @Override
    void clear(LetterReading reading, HeldLetter letter) {
        done(letter);
    }
}
