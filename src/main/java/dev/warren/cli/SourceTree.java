package dev.warren.cli;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** What only the script in the source tree can do; here it is said where it can be done. */
@Command(
        name = "broker",
        aliases = {"up", "down"},
        hidden = true,
        description = "A private broker to develop with; only in the source tree: ./warren broker start|stop|status.")
public final class SourceTree extends ShellCommand {

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    protected void run() throws CommandException {
        throw new CommandException(
                Exit.USAGE,
                "up, down and broker are verbs of the script ./warren in the source tree; elsewhere start a broker with"
                        + " docker run -p 5672:5672 rabbitmq:4, or say where yours is: RABBITMQ_URL");
    }
}
