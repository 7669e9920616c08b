package dev.warren.cli;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that ask a gateway have in common. */
@Command(
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused: nobody wants it, it is full, …",
            "2:wrong usage",
            "3:no gateway or no broker"
        })
abstract class GatewayCommand implements Callable<Integer> {

    /** How the answer is printed. */
    enum Output {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "${env:WARREN_GATEWAY:-http://localhost:8080}",
            description = "The gateway; otherwise WARREN_GATEWAY, or http://localhost:8080.")
    private String gateway;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For people, or for programs.")
    private Output output;

    /** Does it, and says so. */
    abstract void ask(Gateway gateway) throws GatewayException;

    @Override
    public final Integer call() {
        try {
            ask(Gateway.at(gateway));
            return 0;
        } catch (GatewayException e) {
            note(e.getMessage());
            return e.exitCode();
        }
    }

    final boolean isJson() {
        return output == Output.JSON;
    }

    final void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** For people alone, beside what is said. */
    final void note(String line) {
        spec.commandLine().getErr().println("warren: " + line);
        spec.commandLine().getErr().flush();
    }

    /** Adds what was given. */
    static void add(List<Entry<String, String>> query, String name, Optional<String> value) {
        value.ifPresent(given -> query.add(Map.entry(name, given)));
    }
}
