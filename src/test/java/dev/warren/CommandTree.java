package dev.warren;

import dev.warren.cli.terminal.Conventions;
import java.util.stream.Stream;
import picocli.CommandLine;

/** All commands, as picocli finds them by reflection. */
public final class CommandTree {

    private CommandTree() {}

    public static Stream<CommandLine> all() {
        return from(Conventions.commandLine(new Warren()));
    }

    private static Stream<CommandLine> from(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(CommandTree::from));
    }
}
