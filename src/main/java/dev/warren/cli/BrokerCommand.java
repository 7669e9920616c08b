package dev.warren.cli;

import dev.warren.amqp.topology.TopologyEditor;
import dev.warren.amqp.topology.TopologyException;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.ShellCommand;
import java.io.IOException;
import picocli.CommandLine.Command;

/** What the commands have in common that change the broker itself, as the user that the settings name. */
@Command(
        footerHeading =
                "%nThe broker is said by RABBITMQ_URL, or by RABBITMQ_HOST, RABBITMQ_USERNAME and so on.%nExamples:%n")
public abstract class BrokerCommand extends ShellCommand {

    /** Does it, and says so. */
    protected abstract void edit(TopologyEditor editor, BrokerSettings settings)
            throws CommandException, TopologyException, IOException;

    @Override
    protected final void run() throws CommandException {
        try {
            BrokerSettings settings = new BrokerSettings();
            try {
                edit(new TopologyEditor(settings.connections()), settings);
            } catch (IOException e) {
                throw settings.noAnswer(e);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, e.getMessage());
        } catch (TopologyException e) {
            throw new CommandException(Exit.REFUSED, e.getMessage());
        }
    }
}
