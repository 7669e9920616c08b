package dev.warren.inspect;

import dev.warren.amqp.depth.QueueDepths;
import dev.warren.amqp.depth.QueueDepths.Depth;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What AMQP alone tells of queues, where there is no management API: counts, of queues whose names are known. */
public final class CountedQueues {

    private static final List<String> MISSING = List.of(
            "type", "durable", "state", "unacknowledged", "rates", "oldest", "memory", "node", "policy", "arguments");

    private final QueueDepths depths;
    private final String virtualHost;
    private final Set<String> known;
    private final Set<String> delays;

    /**
     * @param known names of queues, for nobody lists them
     * @param delays names of those in which delayed tasks wait
     */
    public CountedQueues(QueueDepths depths, String virtualHost, Collection<String> known, Collection<String> delays) {
        this.depths = depths;
        this.virtualHost = virtualHost;
        this.known = Set.copyOf(known);
        this.delays = Set.copyOf(delays);
    }

    /** @param why it is asked */
    public CompletionStage<QueueList> queues(String why) {
        Set<String> wanted = new LinkedHashSet<>(known);
        known.forEach(queue -> wanted.add(Names.deadLettersOf(queue)));
        wanted.addAll(delays);
        return depths.of(wanted).thenApply(told -> list(told, why));
    }

    /** @return completes with nothing if there is no such queue */
    public CompletionStage<Optional<QueueDetails>> queue(String name, String why) {
        return depths.of(List.of(name, Names.deadLettersOf(name)))
                .thenApply(told -> Optional.ofNullable(told.get(name)).map(depth -> details(name, told, why)));
    }

    private QueueList list(Map<String, Depth> told, String why) {
        List<Queue> queues = known.stream()
                .filter(told::containsKey)
                .sorted()
                .map(name -> queue(name, told))
                .toList();
        long delayed = delays.stream()
                .filter(told::containsKey)
                .mapToLong(name -> told.get(name).ready())
                .sum();
        return new QueueList(
                Source.AMQP, virtualHost, Optional.of(delayed), queues, missing("otherQueues"), Optional.of(why));
    }

    private QueueDetails details(String name, Map<String, Depth> told, String why) {
        return new QueueDetails(
                Source.AMQP,
                virtualHost,
                queue(name, told),
                List.of(),
                List.of(),
                missing("bindings", "consumers"),
                Optional.of(why));
    }

    private static Queue queue(String name, Map<String, Depth> told) {
        Depth depth = told.get(name);
        Optional<Long> dead =
                Optional.ofNullable(told.get(Names.deadLettersOf(name))).map(Depth::ready);
        return Queue.ofCounts(name, depth.ready(), depth.consumers(), dead);
    }

    private static List<String> missing(String... first) {
        return Stream.concat(Stream.of(first), MISSING.stream()).toList();
    }
}
