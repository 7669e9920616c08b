package dev.warren.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --yes}, of commands that destroy something. A mixin. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-y", "--yes"},
            description = "Does it without asking; needed where there is no terminal to ask at.")
    private boolean given;

    /**
     * Returns if it is wanted: {@code --yes} was given, or someone at the terminal says so.
     *
     * @param what would happen: {@code this deletes the queue emails, with 12 tasks}
     * @throws CommandException if it is not, or if nobody can be asked
     */
    public void demand(String what) throws CommandException {
        if (given) {
            return;
        }
        if (Terminal.at(Terminal.Stream.IN).isEmpty()) {
            throw new CommandException(Exit.USAGE, what + "; nothing is done without --yes");
        }
        PrintWriter err = command.commandLine().getErr();
        err.print("warren: " + what + ". Go on? [y/N] ");
        err.flush();
        if (!YES.contains(answer().strip().toLowerCase(Locale.ROOT))) {
            throw new CommandException(Exit.REFUSED, "nothing is done");
        }
    }

    private static String answer() throws CommandException {
        try {
            return Optional.ofNullable(
                            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine())
                    .orElse("");
        } catch (IOException e) {
            throw new CommandException(Exit.REFUSED, "nothing is done: no answer could be read");
        }
    }
}
