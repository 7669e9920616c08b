package dev.warren.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options {@code --watch} and {@code --every}: prints again and again, in place on a terminal. A mixin. */
public final class Watch {

    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-w", "--watch"},
            description = "Shows it again and again, until it is interrupted.")
    private boolean again;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationOption.class,
            description = "With --watch: how often; 2s if absent.")
    private Duration every = Duration.ofSeconds(2);

    /** Something that prints what there is now, to the command's standard output. */
    @FunctionalInterface
    public interface View {
        void print() throws CommandException;
    }

    /**
     * Prints once, or until the thread or the process is interrupted, or nobody reads it any more.
     *
     * @throws CommandException of the first time; later ones are shown, and it goes on
     */
    public void show(View view) throws CommandException {
        Optional<Terminal> terminal = again ? Terminal.at(Terminal.Stream.OUT) : Optional.empty();
        if (terminal.isPresent()) {
            print(HOME + CLEAR_BELOW);
        }
        boolean first = true;
        do {
            String shown = shown(view, first);
            print(terminal.map(size -> inPlace(shown, size)).orElse(shown));
            first = false;
        } while (again && !ShellCommand.isOutputClosed() && pause());
    }

    /** The command prints into a text meanwhile: a screen that is refreshed at once does not flicker. */
    private String shown(View view, boolean first) throws CommandException {
        CommandLine line = command.commandLine();
        PrintWriter out = line.getOut();
        StringWriter text = new StringWriter();
        line.setOut(new PrintWriter(text));
        try {
            view.print();
        } catch (CommandException e) {
            if (first) {
                throw e;
            }
            text.write("warren: " + e.getMessage() + System.lineSeparator());
        } finally {
            line.getOut().flush();
            line.setOut(out);
        }
        return text.toString();
    }

    private static String inPlace(String shown, Terminal terminal) {
        StringBuilder screen = new StringBuilder(HOME);
        shown.lines()
                .limit(terminal.rows() - 1L)
                .forEach(line -> screen.append(line).append(CLEAR_LINE).append('\n'));
        return screen.append(CLEAR_BELOW).toString();
    }

    private void print(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private boolean pause() {
        try {
            Thread.sleep(every.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
