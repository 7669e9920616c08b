package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * One queue, and what belongs to it.
 *
 * @param bindings what leads to it
 * @param consumers who takes from it
 * @param missing what this source does not tell
 * @param why it is not the management API that tells
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QueueDetails(
        Source source,
        String virtualHost,
        Queue queue,
        List<Binding> bindings,
        List<Consumer> consumers,
        List<String> missing,
        Optional<String> why) {

    public QueueDetails withoutPersons() {
        return new QueueDetails(
                source,
                virtualHost,
                queue,
                bindings,
                consumers.stream().map(Consumer::withoutPerson).toList(),
                missing,
                why);
    }
}
