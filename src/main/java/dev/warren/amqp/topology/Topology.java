package dev.warren.amqp.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Warren needs on the broker, as data: declared in this order by {@link TopologyDeclaration}. Dead-letter parts come
 * before the queues that use them.
 */
public record Topology(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings) {

    /** The name of the default exchange. */
    public static final String DEFAULT = "";

    /** Direct exchange of every task; the routing key is the queue's name. */
    public static final String TASKS = "warren.tasks";

    /** Direct exchange of the dead letters; the routing key is the name of the queue that they come from. */
    public static final String DEAD = "warren.dead";

    /** Topic exchange of the events of tasks. */
    public static final String EVENTS = "warren.events";

    /** Direct exchange of the signs that pause queues; the routing key is the queue's name. */
    public static final String PAUSED = "warren.paused";

    /** What the names of all exchanges and queues of delayed tasks begin with; {@link #NODE_MARK} does too. */
    public static final String DELAY_PREFIX = "warren.delay.";

    /** Exchange and queue of what a {@code NodeMark} looks at; under {@code warren.delay}, where every process may do so. */
    public static final String NODE_MARK = "warren.delay.mark";

    /**
     * Argument of quorum queues and their consumers; on classic ones 4.3 refuses it. RabbitMQ 3.12 to 4.2 take it from the queue and keep the first value for ever; 4.3 takes the
     * consumer's before the queue's, but refuses a declare with another value.
     */
    public static final String CONSUMER_TIMEOUT = "x-consumer-timeout";

    public static final Topology NOTHING = new Topology(List.of(), List.of(), List.of());

    public static final String TYPE = "x-queue-type";

    /** Arguments of a quorum queue that keeps a dead letter until the queue that gets it has confirmed it. */
    // The strategy wants reject-publish:
    // https://www.rabbitmq.com/docs/quorum-queues#activating-at-least-once-dead-lettering
    public static final Map<String, Object> AT_LEAST_ONCE =
            Map.of("x-dead-letter-strategy", "at-least-once", "x-overflow", "reject-publish");

    /** A durable exchange. */
    public record Exchange(String name, String type, Map<String, Object> arguments) {

        public Exchange(String name, String type) {
            this(name, type, Map.of());
        }
    }

    /**
     * A durable queue.
     *
     * @param declared false for a queue of others, which is only checked
     */
    public record Queue(String name, boolean declared, Map<String, Object> arguments) {

        private Queue with(Map<String, Object> more) {
            Map<String, Object> all = new LinkedHashMap<>(arguments);
            all.putAll(more);
            return new Queue(name, declared, all);
        }
    }

    /** What a binding leads to. */
    public enum Target {
        QUEUE,
        EXCHANGE
    }

    /** A binding of a queue, or of another exchange, to an exchange. */
    public record Binding(String exchange, Target type, String target, String key, Map<String, Object> arguments) {

        public static Binding ofQueue(String exchange, String queue, String key) {
            return ofQueue(exchange, queue, key, Map.of());
        }

        public static Binding ofQueue(String exchange, String queue, String key, Map<String, Object> arguments) {
            return new Binding(exchange, Target.QUEUE, queue, key, arguments);
        }

        public static Binding ofExchange(String exchange, String target, String key) {
            return new Binding(exchange, Target.EXCHANGE, target, key, Map.of());
        }
    }

    /** No limit, said in a way that every version takes: RabbitMQ 3.10 reads the -1 of 4.x as zero. */
    public static final int NO_DELIVERY_LIMIT = 1_000_000_000;

    /** Everything that these queues need. */
    public static Topology of(Iterable<QueueSettings> settings) {
        Topology all = new Topology(exchangesOfTasks(), List.of(), List.of());
        for (QueueSettings queue : settings) {
            Queue itself = new Queue(queue.name(), queue.isDeclared(), queueArguments(queue));
            all = all.and(new Topology(List.of(), List.of(deadLettersOf(queue), itself), List.of()))
                    .and(around(queue));
        }
        return all;
    }

    /** What a queue needs besides itself: its dead letters, and the ways that lead to both. */
    public static Topology around(QueueSettings queue) {
        List<Binding> bindings = new ArrayList<>();
        bindings.add(Binding.ofQueue(DEAD, queue.deadLetters(), queue.name()));
        if (queue.isDeclared()) {
            bindings.add(Binding.ofQueue(TASKS, queue.name(), queue.name()));
        }
        return new Topology(exchangesOfTasks(), List.of(deadLettersOf(queue)), List.copyOf(bindings));
    }

    private static List<Exchange> exchangesOfTasks() {
        return List.of(new Exchange(TASKS, "direct"), new Exchange(DEAD, "direct"));
    }

    private static Queue deadLettersOf(QueueSettings queue) {
        return new Queue(queue.deadLetters(), true, keeping(queue.kind()));
    }

    /** Nothing but an exchange. */
    public static Topology of(Exchange exchange) {
        return new Topology(List.of(exchange), List.of(), List.of());
    }

    /** This topology with a binding to an exchange of the user's own; the exchange is declared as well. */
    public Topology bind(Exchange exchange, String queue, List<String> keys) {
        List<Exchange> moreExchanges = new ArrayList<>(exchanges);
        moreExchanges.add(exchange);
        List<Binding> moreBindings = new ArrayList<>(bindings);
        keys.forEach(key -> moreBindings.add(Binding.ofQueue(exchange.name(), queue, key)));
        return new Topology(List.copyOf(moreExchanges), queues, List.copyOf(moreBindings));
    }

    /** This topology and another one. */
    public Topology and(Topology other) {
        return new Topology(
                union(exchanges, other.exchanges), union(queues, other.queues), union(bindings, other.bindings));
    }

    /** This topology with more arguments of one of its queues. */
    public Topology withArguments(String queue, Map<String, Object> more) {
        List<Queue> changed = queues.stream()
                .map(it -> it.name().equals(queue) ? it.with(more) : it)
                .toList();
        return new Topology(exchanges, changed, bindings);
    }

    /** Names what it is about, for people. */
    String describe() {
        return Stream.of(
                        bindings.stream().map(binding -> "the way to " + binding.target()),
                        queues.stream().map(queue -> "queue " + queue.name()),
                        exchanges.stream().map(exchange -> "exchange " + exchange.name()))
                .flatMap(names -> names)
                .findFirst()
                .orElse("nothing");
    }

    private static <T> List<T> union(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** Arguments of a queue that keeps what is in it until somebody takes it. */
    public static Map<String, Object> keeping(QueueKind kind) {
        if (kind == QueueKind.CLASSIC) {
            return Map.of(TYPE, "classic");
        }
        // Browsing counts as delivering, and the default limit of RabbitMQ 4 (20) would drop what was browsed.
        return Map.of(TYPE, "quorum", "x-delivery-limit", NO_DELIVERY_LIMIT);
    }

    private static Map<String, Object> queueArguments(QueueSettings queue) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        switch (queue.kind()) {
            case EXISTING -> {
                return Map.of();
            }
            case CLASSIC -> {
                arguments.put(TYPE, "classic");
                queue.maxPriority().ifPresent(priorities -> arguments.put("x-max-priority", priorities));
            }
            case QUORUM -> {
                arguments.put(TYPE, "quorum");
                arguments.put("x-delivery-limit", queue.deliveryLimit());
                arguments.putAll(AT_LEAST_ONCE);
                queue.consumerTimeout().ifPresent(timeout -> arguments.put(CONSUMER_TIMEOUT, timeout.toMillis()));
            }
        }
        arguments.put("x-overflow", "reject-publish");
        arguments.put("x-dead-letter-exchange", DEAD);
        arguments.put("x-dead-letter-routing-key", queue.name());
        queue.maxLength().ifPresent(length -> arguments.put("x-max-length", length));
        return arguments;
    }
}
