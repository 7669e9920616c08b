package dev.warren.cli.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: what it says goes to standard output, all else as one line each to standard error. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused, or not all of it done", "2:wrong usage", "3:no gateway or no broker"})
public abstract class ShellCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Does it, and says so. */
    protected abstract void run() throws CommandException;

    @Override
    public final Integer call() {
        try {
            run();
            return Exit.DONE.code();
        } catch (CommandException e) {
            note(e.getMessage());
            return e.exit().code();
        }
    }

    protected final CommandSpec spec() {
        return spec;
    }

    /**
     * What is wrong with the words it was given.
     *
     * @return to be thrown
     */
    protected final ParameterException misused(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    protected final void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /**
     * Whether whoever read standard output has closed it. Java isn't ended then by itself, so what goes on for ever has to look. Not
     * by the command's own writer, which does not see it.
     */
    protected static boolean isOutputClosed() {
        return System.out.checkError();
    }

    /** For people alone, beside what is said. */
    protected final void note(String line) {
        spec.commandLine().getErr().println("warren: " + line);
        spec.commandLine().getErr().flush();
    }
}
