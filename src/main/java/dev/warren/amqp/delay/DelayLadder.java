package dev.warren.amqp.delay;

import dev.warren.amqp.topology.Destination;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.ShortStrings;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.amqp.topology.Topology.Exchange;
import dev.warren.amqp.topology.Topology.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Delays by plain queues. A queue per level holds each message for the same time, 2^level seconds, so what came first is due
 * first and nothing waits behind what is due later. The delay in binary is a message's way: it is held on the levels whose bit
 * is one, from the highest down, passes the others by bindings alone, and is routed to its queue at the bottom.
 */
public final class DelayLadder {

    /** Topic exchange at the bottom: leads what is due to the landing of its queue. */
    public static final String DELIVER = "warren.delay.deliver";

    /** Direct exchange from the landings to the queues. */
    public static final String DUE = "warren.delay.due";

    /** Exchange and queue of delayed tasks whose queue is gone by the time they are due. */
    public static final String UNROUTABLE = "warren.delay.unroutable";

    /**
     * In every routing key, however many levels there are: so the bindings are the same for any number of levels, and it can
     * be changed while messages are under way.
     */
    private static final int BITS = 28;

    /** Without it, one message for a queue that is gone would block all of its level. */
    private static final Map<String, Object> OTHERWISE_UNROUTABLE = Map.of("alternate-exchange", UNROUTABLE);

    private static final int SIGNIFICANT_BITS = 3;

    private final int levels;

    /** @throws IllegalArgumentException if there can't be so many levels */
    public DelayLadder(int levels) {
        if (levels < 0 || levels > BITS) {
            throw new IllegalArgumentException("warren.delay.levels has to be 0 to " + BITS + ", not " + levels);
        }
        this.levels = levels;
    }

    public static DelayLadder of(DelayConfig config) {
        return new DelayLadder(config.levels());
    }

    /** Whether a queue of this name is one that delayed tasks pass, or that of a node's mark. */
    public static boolean includes(String queue) {
        return queue.startsWith(Topology.DELAY_PREFIX);
    }

    /** Whether there are delays at all. */
    public boolean isOn() {
        return levels > 0;
    }

    /** The longest delay; zero where there are none. */
    public Duration height() {
        return Duration.ofSeconds((1L << levels) - 1);
    }

    /**
     * Where to publish what a queue is to get after this delay, rounded up to whole seconds. Without a delay, zero or negative,
     * that is the queue itself.
     *
     * @return empty if the delay is longer than {@link #height()}
     */
    public Optional<Destination> destination(String queue, Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return Optional.of(Destination.ofQueue(queue));
        }
        if (delay.compareTo(height()) > 0) {
            return Optional.empty();
        }
        long seconds = wholeSeconds(delay);
        int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(seconds);
        return Optional.of(new Destination(name(level), bits(seconds) + keyOf(queue)));
    }

    /** This delay, or the longest that there can be. */
    public Duration atMostHeight(Duration delay) {
        return delay.compareTo(height()) < 0 ? delay : height();
    }

    /**
     * A delay of at most three hops, for where a second more or less does not matter: never shorter than this one, and longer by
     * a quarter at most, or a second.
     */
    public Duration rounded(Duration delay) {
        long seconds = Math.max(0, wholeSeconds(delay));
        long step = Math.max(1, Long.highestOneBit(seconds) >> (SIGNIFICANT_BITS - 1));
        long up = (seconds + step - 1) / step * step;
        return Duration.ofSeconds(Math.min(up, Math.max(seconds, height().toSeconds())));
    }

    /** The levels, and what is at the bottom. */
    public Topology topology() {
        return parts().stream().reduce(Topology.NOTHING, Topology::and);
    }

    /** The same bit by bit: the exchanges, then each queue. Queues are what may not be usable; the others are, without it. */
    public List<Topology> parts() {
        if (!isOn()) {
            return List.of();
        }
        List<Topology> parts = new ArrayList<>();
        parts.add(exchanges());
        parts.add(part(
                new Queue(UNROUTABLE, true, Topology.keeping(QueueKind.QUORUM)),
                Binding.ofQueue(UNROUTABLE, UNROUTABLE, "")));
        for (int level = 0; level < levels; level++) {
            String name = name(level);
            parts.add(part(
                    new Queue(name, true, levelArguments(level)),
                    Binding.ofQueue(name, name, higherBits(level) + "1.#")));
        }
        return parts;
    }

    /** The exchanges and the ways between them: without these, publishing a delayed message would close the channel. */
    public Topology exchanges() {
        if (!isOn()) {
            return Topology.NOTHING;
        }
        List<Exchange> exchanges = new ArrayList<>(List.of(new Exchange(UNROUTABLE, "fanout"), bottom(), landings()));
        List<Binding> bindings = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            exchanges.add(new Exchange(name(level), "topic"));
            bindings.add(Binding.ofExchange(name(level), below(level), higherBits(level) + "0.#"));
        }
        return new Topology(List.copyOf(exchanges), List.of(), List.copyOf(bindings));
    }

    private static Topology part(Queue queue, Binding binding) {
        return new Topology(List.of(), List.of(queue), List.of(binding));
    }

    private static String higherBits(int level) {
        return "*.".repeat(BITS - 1 - level);
    }

    /** What brings due messages to this queue. */
    public Topology deliveryTo(String queue) {
        if (!reaches(queue)) {
            return Topology.NOTHING; // it is a queue all the same
        }
        String key = bindingKey(queue);
        String landing = landing(queue);
        return new Topology(
                List.of(bottom(), landings()),
                List.of(new Queue(landing, true, landingArguments(queue))),
                List.of(Binding.ofQueue(DELIVER, landing, key), Binding.ofQueue(DUE, queue, queue)));
    }

    /** The name of the queue where due messages for this queue come by. */
    public static String landing(String queue) {
        return DUE + "." + queue;
    }

    /** Whether there can be delays for this queue: its name has to fit into a binding key. */
    public boolean reaches(String queue) {
        return isOn() && ShortStrings.fits(bindingKey(queue));
    }

    private static String bindingKey(String queue) {
        return "*.".repeat(BITS) + keyOf(queue);
    }

    private static Exchange bottom() {
        return new Exchange(DELIVER, "topic", OTHERWISE_UNROUTABLE);
    }

    private static Exchange landings() {
        return new Exchange(DUE, "direct", OTHERWISE_UNROUTABLE);
    }

    /**
     * Its own for each queue, for it keeps what a full queue refuses and tries again, every three minutes by RabbitMQ's default.
     * Without it, a level would: then everybody's tasks wait behind those of the full queue.
     */
    private static Map<String, Object> landingArguments(String queue) {
        Map<String, Object> arguments = passingOn(Duration.ZERO, DUE);
        arguments.put("x-dead-letter-routing-key", queue);
        return arguments;
    }

    private static Map<String, Object> levelArguments(int level) {
        return passingOn(Duration.ofSeconds(1L << level), below(level));
    }

    /** Never a classic queue: it drops what becomes due while the broker starts and the next queue is not there yet. */
    private static Map<String, Object> passingOn(Duration after, String exchange) {
        Map<String, Object> arguments = new LinkedHashMap<>(Topology.keeping(QueueKind.QUORUM));
        arguments.put("x-message-ttl", after.toMillis());
        arguments.put("x-dead-letter-exchange", exchange);
        arguments.putAll(Topology.AT_LEAST_ONCE);
        return arguments;
    }

    private static String name(int level) {
        return Topology.DELAY_PREFIX + (level < 10 ? "0" : "") + level;
    }

    private static String below(int level) {
        return level == 0 ? DELIVER : name(level - 1);
    }

    private static String bits(long seconds) {
        StringBuilder bits = new StringBuilder(2 * BITS);
        for (int bit = BITS - 1; bit >= 0; bit--) {
            bits.append(seconds >> bit & 1).append('.');
        }
        return bits.toString();
    }

    /** Dots may stay: the number of words tells {@code b} from {@code a.b}. Wildcards would bind more than this queue. */
    private static String keyOf(String queue) {
        return queue.replace("%", "%25").replace("*", "%2A").replace("#", "%23");
    }

    private static long wholeSeconds(Duration delay) {
        return delay.getNano() == 0 ? delay.getSeconds() : delay.getSeconds() + 1;
    }
}
