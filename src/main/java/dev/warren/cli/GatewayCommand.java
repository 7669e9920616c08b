package dev.warren.cli;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.ShellCommand;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What the commands that ask a gateway have in common. */
public abstract class GatewayCommand extends ShellCommand {

    @Mixin
    private GatewayOption gateway;

    @Mixin
    private Output output;

    /** Does it, and says so. */
    protected abstract void ask(Gateway gateway) throws CommandException;

    @Override
    protected final void run() throws CommandException {
        ask(gateway.gateway());
    }

    protected final Output output() {
        return output;
    }

    /** Adds what was given. */
    protected static void add(List<Entry<String, String>> query, String name, Optional<String> value) {
        value.ifPresent(given -> query.add(Map.entry(name, given)));
    }
}
