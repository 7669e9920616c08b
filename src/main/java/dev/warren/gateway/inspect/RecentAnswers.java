package dev.warren.gateway.inspect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers that count for a moment: however many ask for one, it is fetched once. */
final class RecentAnswers {

    private final Duration moment;
    private final InstantSource clock;
    private final Map<String, Answer> answers = new HashMap<>();

    /** @param at when it came; the end of time until then */
    private record Answer(Instant at, CompletionStage<?> value) {}

    RecentAnswers(Duration moment, InstantSource clock) {
        this.moment = moment;
        this.clock = clock;
    }

    /**
     * @param question names what is asked, and with that the type of its answer
     * @param fetch may be refused: what it throws is thrown here, and is nobody else's
     */
    @SuppressWarnings("unchecked")
    <T> CompletionStage<T> to(String question, Supplier<CompletionStage<T>> fetch) {
        CompletionStage<T> fetched;
        synchronized (answers) {
            Instant tooOld = clock.instant().minus(moment);
            answers.values().removeIf(answer -> !answer.at().isAfter(tooOld));
            Answer recent = answers.get(question);
            if (recent != null) {
                return (CompletionStage<T>) recent.value();
            }
            fetched = fetch.get();
            answers.put(question, new Answer(Instant.MAX, fetched));
        }
        fetched.whenComplete((value, failure) -> came(question, fetched));
        return fetched;
    }

    private void came(String question, CompletionStage<?> value) {
        synchronized (answers) {
            answers.put(question, new Answer(clock.instant(), value));
        }
    }
}
