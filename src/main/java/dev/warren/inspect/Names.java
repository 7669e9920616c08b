package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.amqp.delay.DelayLadder;
import dev.warren.amqp.topology.QueueKind;
import dev.warren.amqp.topology.QueueSettings;
import dev.warren.amqp.topology.Topology;
import java.util.Map;

/** Knows what is Warren's by how it is called. */
final class Names {

    private static final String OWN = "warren.";
    private static final String DELAYS = "warren.delay.";
    private static final String DEAD_LETTERS = ".dead";

    private Names() {}

    static String deadLettersOf(String queue) {
        return QueueSettings.of(queue, QueueKind.QUORUM).deadLetters();
    }

    static QueueUse useOf(String queue, Map<String, JsonNode> arguments, boolean hasDeadLetters) {
        if (queue.startsWith(OWN)) {
            boolean waits = queue.startsWith(DELAYS)
                    && !queue.equals(DelayLadder.UNROUTABLE)
                    && !queue.startsWith(Topology.NODE_MARK);
            return waits ? QueueUse.DELAYS : QueueUse.INTERNAL;
        }
        if (queue.endsWith(DEAD_LETTERS)) {
            return QueueUse.DEAD_LETTERS;
        }
        JsonNode deadLetterExchange = arguments.get("x-dead-letter-exchange");
        boolean isWarrens =
                deadLetterExchange != null && deadLetterExchange.asText().equals(Topology.DEAD);
        return isWarrens || hasDeadLetters ? QueueUse.TASKS : QueueUse.OTHER;
    }

    static boolean isWarrensExchange(String exchange) {
        return exchange.startsWith(OWN);
    }
}
