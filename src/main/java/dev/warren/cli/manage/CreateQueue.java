package dev.warren.cli.manage;

import dev.warren.amqp.topology.QueueBinding;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerSettings;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.DurationOption;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Declares a queue as a gateway does. */
@Command(
        name = "create",
        description =
                "Declares a queue with its dead letters and bindings, as a gateway or worker of the same settings does."
                        + " What is not said here is as in warren.queues.QUEUE, or as it is by default. Repeating changes"
                        + " nothing.",
        footer = {
            "  warren queues create emails",
            "  warren queues create thumbnails --kind classic --max-priority 5 --max-length 10000"
        })
public final class CreateQueue extends QueueCommand {

    @Option(
            names = "--kind",
            paramLabel = "quorum|classic",
            description = "What kind of queue it is; quorum otherwise.")
    private QueueKind kind;

    @Option(names = "--max-length", paramLabel = "TASKS", description = "The most tasks that may wait.")
    private Optional<Integer> maxLength = Optional.empty();

    @Option(names = "--max-priority", paramLabel = "1-9", description = "Of a classic queue: its priorities.")
    private Optional<Integer> maxPriority = Optional.empty();

    @Option(
            names = "--delivery-limit",
            paramLabel = "TIMES",
            description = "Of a quorum queue: how often a task comes back before it is a dead letter; 20 otherwise.")
    private Optional<Integer> deliveryLimit = Optional.empty();

    @Option(
            names = "--consumer-timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Of a quorum queue: how long a task may stay unacknowledged, such as 2h.")
    private Optional<Duration> consumerTimeout = Optional.empty();

    @Option(
            names = "--argument",
            paramLabel = "NAME=VALUE",
            description =
                    "Another argument of the queue for RabbitMQ; digits are a number. May be given again. Gateways and"
                            + " workers may need kind=existing for a queue with others than theirs.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Override
    protected void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException {
        boolean wasThere = editor.find(queue()).isPresent();
        Topology topology = Topology.of(List.of(described(settings)))
                .withArguments(queue(), Arguments.typed(arguments))
                .and(settings.delays().deliveryTo(queue()));
        for (QueueBinding binding : settings.queues().bindings(queue())) {
            topology = topology.and(binding.topology());
        }
        editor.declare(topology);
        say("queue " + queue() + (wasThere ? " was there already, as asked for" : " is created")
                + "; its dead letters go to " + QueueSettings.deadLettersOf(queue()));
    }

    private QueueSettings described(BrokerSettings settings) throws CommandException {
        QueueSettings configured = settings.queues().settings(queue());
        QueueSettings described = new QueueSettings(
                queue(),
                Optional.ofNullable(kind).orElse(configured.kind()),
                deliveryLimit.orElse(configured.deliveryLimit()),
                Arguments.or(maxLength, configured.maxLength()),
                Arguments.or(maxPriority, configured.maxPriority()),
                consumerTimeout.or(configured::consumerTimeout));
        if (!described.isDeclared()) {
            throw new CommandException(
                    Exit.USAGE, "a queue of kind existing is declared by others; use --kind quorum or --kind classic");
        }
        return described;
    }
}
