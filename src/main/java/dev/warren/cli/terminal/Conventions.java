package dev.warren.cli.terminal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How all commands read their words, and complain. */
public final class Conventions {

    private static final int WIDTH = 100;

    private Conventions() {}

    /** @param command a command of picocli, or a tree of them */
    public static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // @FILE is a payload, not arguments
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((problem, words) -> misused(problem))
                .setExecutionExceptionHandler((fault, line, words) -> failed(fault, line));
    }

    private static int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        String words = Words.oneLine(problem.getMessage()).replaceFirst("^Error: ", "");
        String help = "see " + line.getCommandSpec().qualifiedName() + " --help";
        line.getErr().println("warren: " + words + "; " + suggestion(problem) + help);
        line.getErr().flush();
        return Exit.USAGE.code();
    }

    private static String suggestion(ParameterException problem) {
        List<String> similar =
                problem instanceof UnmatchedArgumentException unknown ? unknown.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : "did you mean " + String.join(" or ", similar) + "? Otherwise ";
    }

    private static int failed(Exception fault, CommandLine line) {
        line.getErr().println("warren: this should not have happened: " + Words.oneLine(fault.toString()));
        line.getErr().flush();
        return Exit.REFUSED.code();
    }
}
