package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * The queues of a virtual host.
 *
 * @param delayed how many tasks wait for their time, of all queues together: they lie in common queues, so nobody can tell how
 *     many are for which
 * @param missing what this source does not tell
 * @param why it is not the management API that tells
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QueueList(
        Source source,
        String virtualHost,
        Optional<Long> delayed,
        List<Queue> items,
        List<String> missing,
        Optional<String> why) {

    public QueueList withItems(List<Queue> some) {
        return new QueueList(source, virtualHost, delayed, some, missing, why);
    }
}
