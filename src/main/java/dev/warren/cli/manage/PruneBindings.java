package dev.warren.cli.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.amqp.topology.QueueBinding;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.Topology.Binding;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.ManagementCommand;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementException;
import dev.warren.inspect.ManagementPath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes what feeds a queue and is not configured any more: AMQP has no list of bindings, so gateways and workers can't. */
@Command(
        name = "prune",
        description =
                "Says which bindings of a queue are not among warren.queues.QUEUE.bindings, and removes them with --yes. It needs"
                        + " the settings of the gateways and workers, and RabbitMQ's management API.",
        footer = "  warren bindings prune emails")
public final class PruneBindings extends ManagementCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    @Mixin
    private Confirmation confirmation;

    /** What tells one binding of a queue from another. */
    private record Way(String exchange, String key, JsonNode arguments) {

        static Way of(Binding binding) {
            return new Way(binding.exchange(), binding.key(), JSON.valueToTree(binding.arguments()));
        }

        static Way of(JsonNode binding) {
            return new Way(
                    binding.path("source").asText(), binding.path("routing_key").asText(), binding.path("arguments"));
        }

        /** Those of Warren itself, and of the default exchange, are not in the configuration. */
        boolean isConfigurable() {
            return !exchange.isEmpty() && (!exchange.startsWith("warren.") || exchange.equals("warren.events"));
        }

        @Override
        public String toString() {
            return "exchange " + exchange + (key.isEmpty() ? "" : ", key " + key)
                    + (arguments.isEmpty() ? "" : ", arguments " + arguments);
        }
    }

    @Override
    protected void manage(ManagementApi api) throws CommandException, ManagementException {
        Set<Way> wanted = wanted(settings());
        List<JsonNode> others = bindings(api).stream()
                .filter(binding -> Way.of(binding).isConfigurable() && !wanted.contains(Way.of(binding)))
                .toList();
        if (others.isEmpty()) {
            say("queue " + queue + " has no other bindings than those that are configured");
            return;
        }
        others.forEach(binding -> say("not configured: " + Way.of(binding)));
        confirmation.demand("this removes " + others.size() + " bindings of queue " + queue);
        for (JsonNode binding : others) {
            api.delete(ManagementPath.of(
                    "bindings",
                    api.virtualHost(),
                    "e",
                    binding.path("source").asText(),
                    "q",
                    queue,
                    binding.path("properties_key").asText()));
        }
        say(others.size() + " bindings were removed");
    }

    private List<JsonNode> bindings(ManagementApi api) throws CommandException, ManagementException {
        try {
            return api.list(ManagementPath.of("queues", api.virtualHost(), queue, "bindings"));
        } catch (ManagementException e) {
            if (e.kind() == ManagementException.Kind.NOT_FOUND) {
                throw new CommandException(Exit.REFUSED, "there is no queue " + queue + " in this virtual host");
            }
            throw e;
        }
    }

    private Set<Way> wanted(BrokerSettings settings) throws CommandException {
        if (!settings.queues().byName().containsKey(queue)) {
            throw new CommandException(
                    Exit.USAGE,
                    "there are no settings of queue " + queue + " here (warren.queues." + queue
                            + ".…): run it with those of the gateways and workers, or all its bindings would count as others");
        }
        return settings.queues().bindings(queue).stream()
                .map(QueueBinding::topology)
                .map(Topology::bindings)
                .flatMap(List::stream)
                .map(Way::of)
                .collect(Collectors.toSet());
    }
}
