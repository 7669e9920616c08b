package dev.warren.cli.manage;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyEditor.Found;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.BrokerCommand;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/** What the commands have in common that change one queue. */
abstract class QueueCommand extends BrokerCommand {

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    final String queue() {
        return queue;
    }

    /** That it is not there, in words. */
    final String missing() {
        return "there is no queue " + queue + " in this virtual host; its name is written in full";
    }

    /** @throws CommandException if it is not there */
    final Found found(TopologyEditor editor) throws CommandException, TopologyException, IOException {
        return editor.find(queue).orElseThrow(() -> new CommandException(Exit.REFUSED, missing()));
    }
}
