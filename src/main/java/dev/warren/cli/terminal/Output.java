package dev.warren.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o text|json} and what it decides: how an answer is printed. A mixin. */
public final class Output {

    /** For whom it is. */
    public enum Format {
        TEXT,
        JSON
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For people, or for programs.")
    private Format format = Format.TEXT;

    public boolean isJson() {
        return format == Format.JSON;
    }

    /**
     * Prints one or the other.
     *
     * @param json one line
     */
    public void show(JsonNode json, Supplier<Table> people) {
        if (isJson()) {
            line(json.toString());
        } else {
            table(people.get());
        }
    }

    /** Cut to the width of a terminal; in full into anything else. */
    public void table(Table table) {
        OptionalInt width = Terminal.at(Terminal.Stream.OUT)
                .map(terminal -> OptionalInt.of(terminal.columns()))
                .orElse(OptionalInt.empty());
        PrintWriter out = command.commandLine().getOut();
        table.lines(width).forEach(out::println);
        out.flush();
    }

    public void line(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
