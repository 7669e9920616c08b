package dev.warren.cli.terminal;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How all commands read their words, and complain. */
public final class Conventions {

    private Conventions() {}

    /** @param command a command of picocli, or a tree of them */
    public static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // @FILE is a payload, not arguments
                .setParameterExceptionHandler((problem, words) -> misused(problem))
                .setExecutionExceptionHandler((fault, line, words) -> failed(fault, line));
    }

    private static int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        String help = line.getCommandSpec().qualifiedName() + " --help";
        line.getErr().println("warren: " + oneLine(problem.getMessage()) + "; see " + help);
        line.getErr().flush();
        return Exit.USAGE.code();
    }

    private static int failed(Exception fault, CommandLine line) {
        line.getErr().println("warren: this should not have happened: " + oneLine(fault.toString()));
        line.getErr().flush();
        return Exit.REFUSED.code();
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
