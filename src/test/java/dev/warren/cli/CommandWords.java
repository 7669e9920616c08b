package dev.warren.cli;

import dev.warren.CommandTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What to type for each command of the program so that it does what it is for, at things that are called {@code x}. */
final class CommandWords {

    /** Beside the arguments that have to be there, by the command's name. */
    private static final Map<String, List<String>> MORE = Map.of(
            "work", List.of("--exec", "true"),
            "dead replay", List.of("--all"),
            "dead discard", List.of("--all"),
            "exchanges create", List.of("--type", "topic"),
            "users change", List.of("--tags", "monitoring"));

    private CommandWords() {}

    /** The commands that do something; groups and what is hidden do not. */
    static Stream<CommandLine> commands() {
        return CommandTree.all()
                .filter(command -> command.getSubcommands().isEmpty()
                        && !command.getCommandSpec().usageMessage().hidden());
    }

    /** Without that of the program. */
    static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ?", "");
    }

    /** The command and its arguments; it is told to go on if it would ask. */
    static List<String> of(CommandLine command) {
        List<String> words = bare(command);
        words.addAll(MORE.getOrDefault(name(command), List.of()));
        return words;
    }

    /** The same, without what excludes other options. */
    static List<String> bare(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> words = new ArrayList<>(Arrays.asList(name(command).split(" ")));
        spec.positionalParameters().stream()
                .filter(PositionalParamSpec::required)
                .forEach(parameter -> words.add(parameter.type().isEnum() ? "bash" : "x"));
        if (spec.findOption("--yes") != null) {
            words.add("--yes");
        }
        return words;
    }
}
