package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.LetterReading;
import dev.warren.amqp.letter.LettersException;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through a queue's dead letters and takes those out that match, as {@link #clear} says. */
abstract class Clearing {

    private static final int TELL_EVERY = 500;

    private final LetterFilter filter;
    private final Consumer<Progress> listener;
    private int total;
    private int read;
    private int matched;
    private int done;
    private int copies;
    private int failed;
    private Optional<Trouble> trouble = Optional.empty();

    Clearing(LetterFilter filter, Consumer<Progress> listener) {
        this.filter = filter;
        this.listener = listener;
    }

    /** Starts to take it out of the queue, or leaves it. */
    abstract void clear(LetterReading reading, HeldLetter letter);

    /** Waits for what is under way. */
    void finish(LetterReading reading) {}

    /** Whether to look at any more. */
    boolean isHopeless() {
        return false;
    }

    /** Once this returns, the broker knows what was taken and has everything else back. */
    final Progress run(LetterReading reading) {
        boolean complete = false;
        try (reading) {
            total = reading.total();
            listener.accept(progress(false));
            complete = readAll(reading);
            finish(reading);
        } catch (LettersException e) {
            complete = false;
            trouble = Optional.of(new Trouble.NotReadable(e));
        }
        return progress(complete);
    }

    private boolean readAll(LetterReading reading) {
        while (!isHopeless()) {
            Optional<HeldLetter> next = reading.next();
            if (next.isEmpty()) {
                if (reading.isStopped()) {
                    trouble = Optional.of(new Trouble.Stopped());
                }
                return !reading.isStopped();
            }
            read++;
            look(reading, next.get());
            if (read % TELL_EVERY == 0) {
                listener.accept(progress(false));
            }
        }
        return false;
    }

    private void look(LetterReading reading, HeldLetter letter) {
        if (filter.test(DeadLetter.of(letter.letter()))) {
            matched++;
            clear(reading, letter);
        } else {
            letter.leave();
        }
    }

    final void done(HeldLetter letter) {
        letter.take();
        done++;
    }

    /** It goes the same way as the one that it is a copy of. */
    final void doneAsCopy(HeldLetter letter) {
        copies++;
        done(letter);
    }

    final void failed(HeldLetter letter, Trouble why) {
        letter.leave();
        failed++;
        trouble = Optional.of(why);
    }

    private Progress progress(boolean complete) {
        return new Progress(total, read, matched, done, copies, failed, trouble, complete);
    }
}
