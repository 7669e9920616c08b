package dev.warren.cli.dead;

import dev.warren.cli.GatewayCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What the commands for dead letters have in common. */
abstract class DeadCommand extends GatewayCommand {

    /** The gateway reads all letters of the queue for an answer: a hundred thousand take many seconds. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name; not that of its dead letters.")
    private String queue;

    final String queue() {
        return queue;
    }

    final List<String> path(String... parts) {
        List<String> path = new ArrayList<>(List.of("api", "queues", queue, "dead"));
        Collections.addAll(path, parts);
        return path;
    }
}
