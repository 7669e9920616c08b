package dev.warren.amqp.topology;

import dev.warren.amqp.connection.Explained;

/** What is on the broker does not fit what is configured; the message says what, and the ways out. */
public final class TopologyException extends Exception implements Explained {

    private static final long serialVersionUID = 1L;

    private final boolean forbidden;

    private TopologyException(String message) {
        this(message, false);
    }

    private TopologyException(String message, boolean forbidden) {
        super(message);
        this.forbidden = forbidden;
    }

    /** Whether it is this user who may not declare it. */
    public boolean isForbidden() {
        return forbidden;
    }

    static TopologyException of(Topology.Queue queue, Mismatch mismatch) {
        if (queue.name().startsWith(Topology.DELAY_PREFIX) || queue.name().endsWith(QueueSettings.DEAD_LETTERS)) {
            return differs(
                    "queue '" + queue.name() + "'",
                    mismatch,
                    "let it run empty and delete it on the broker so that it is declared anew");
        }
        String setting = "warren.queues." + queue.name();
        return differs(
                "queue '" + queue.name() + "'",
                mismatch,
                "set " + setting + " to what is there, or consume it as it is with " + setting + ".kind=existing, or"
                        + " drain and delete it on the broker so that it is declared anew");
    }

    static TopologyException of(Topology.Exchange exchange, Mismatch mismatch) {
        return differs(
                "exchange '" + exchange.name() + "'",
                mismatch,
                "configure what is there, or delete it on the broker so that it is declared anew, or use another virtual"
                        + " host");
    }

    static TopologyException of(Topology.Binding binding, Mismatch refusal) {
        return new TopologyException("the broker refused to bind '%s' to exchange '%s': %s"
                .formatted(binding.target(), binding.exchange(), refusal.words()));
    }

    static TopologyException tooLong(Topology.Queue queue, String why) {
        return new TopologyException("queue '%s' can't be declared: %s".formatted(queue.name(), why));
    }

    static TopologyException tooLong(Topology.Exchange exchange, String why) {
        return new TopologyException("exchange '%s' can't be declared: %s".formatted(exchange.name(), why));
    }

    static TopologyException tooLong(Topology.Binding binding, String why) {
        return new TopologyException("queue or exchange '%s' can't be bound to exchange '%s': %s"
                .formatted(binding.target(), binding.exchange(), why));
    }

    static TopologyException missing(Topology.Queue queue) {
        return new TopologyException("queue '%s' is configured as existing (warren.queues.%s.kind=existing), but is not"
                        .formatted(queue.name(), queue.name())
                + " there; declare it, or let Warren do so with kind=quorum or kind=classic");
    }

    static TopologyException refused(String words) {
        return new TopologyException("the broker refused it: " + words);
    }

    static TopologyException refused(String what, String words) {
        return new TopologyException(what + ": the broker refused it: " + words, words.startsWith("ACCESS_REFUSED"));
    }

    static TopologyException inUse(String what, TopologyEditor.Found found) {
        return new TopologyException("%s has %d tasks waiting and %d consumers: nothing is deleted"
                .formatted(what, found.ready(), found.consumers()));
    }

    private static TopologyException differs(String what, Mismatch mismatch, String waysOut) {
        if (mismatch.argument().isEmpty()) {
            return new TopologyException(
                    what + " was refused by the broker: " + mismatch.words()
                            + "; correct its settings, or the user's permissions",
                    mismatch.isForbidden());
        }
        return new TopologyException("%s is on the broker with another %s: %s there, %s configured; ways out: %s"
                .formatted(what, mismatch.argument(), mismatch.there(), mismatch.configured(), waysOut));
    }
}
