package dev.warren.amqp.topology;

import dev.warren.amqp.topology.QueuesConfig.QueueConfig.BindingConfig;
import dev.warren.amqp.topology.Topology.Exchange;
import java.util.List;
import java.util.stream.Stream;

/** A way by which messages of an exchange become tasks of a queue. */
public record QueueBinding(String queue, String exchange, ExchangeType type, Selection selection) {

    /** @throws IllegalArgumentException if the settings make no sense */
    static QueueBinding of(String queue, String name, BindingConfig config) {
        QueueBinding binding = new QueueBinding(
                queue,
                config.exchange(),
                config.type(),
                new Selection(config.keys().orElse(List.of()), config.headers(), config.match()));
        binding.refuseNonsense("warren.queues." + queue + ".bindings." + name);
        return binding;
    }

    /** The exchange, unless others declare it, and the bindings. The queue is not part of it. */
    public Topology topology() {
        List<Exchange> declared =
                type == ExchangeType.EXISTING ? List.of() : List.of(new Exchange(exchange, type.label()));
        return new Topology(declared, List.of(), selection.bindings(exchange, queue));
    }

    private void refuseNonsense(String setting) {
        boolean hasKeys = !selection.keys().isEmpty();
        boolean hasHeaders = !selection.headers().isEmpty();
        if (exchange.startsWith("warren.") && !exchange.equals("warren.events")) {
            throw new IllegalArgumentException(setting + ".exchange: " + exchange + " is Warren's own");
        }
        ShortStrings.tooLong(
                        Stream.of(Stream.of(exchange), selection.keys().stream(), selection.headers().keySet().stream())
                                .flatMap(strings -> strings))
                .ifPresent(why -> {
                    throw new IllegalArgumentException(setting + ": " + why);
                });
        if (hasKeys && hasHeaders) {
            throw new IllegalArgumentException(setting + " has keys and headers: an exchange goes by one of them");
        }
        if (type.takesKeys() && !hasKeys) {
            throw new IllegalArgumentException(setting + " needs keys, for a " + type.label()
                    + " exchange goes by them; # is every key of a topic exchange");
        }
        if (hasKeys && !type.takesKeys() && type != ExchangeType.EXISTING) {
            throw new IllegalArgumentException(setting + " has keys, which a " + type.label()
                    + " exchange does not look at; set its type to what it is");
        }
        if (hasHeaders && type != ExchangeType.HEADERS && type != ExchangeType.EXISTING) {
            throw new IllegalArgumentException(
                    setting + " has headers, which only a headers exchange looks at; set" + " its type to what it is");
        }
    }
}
