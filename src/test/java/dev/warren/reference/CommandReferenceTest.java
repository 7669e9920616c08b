package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.CommandTree;
import dev.warren.Warren;
import dev.warren.cli.terminal.Conventions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

class CommandReferenceTest {

    private static final Path DOCUMENT = Path.of("docs", "cli.md");

    /** What {@code ./warren --help} says of the program, without having to start it. */
    private static final Path SHORT_LIST = Path.of("src", "main", "sh", "commands.txt");

    @Test
    void documentHasTheHelpOfEveryCommand() {
        String help = commands()
                .map(command -> "#".repeat(depth(command)) + " " + name(command) + "\n\n```text\n" + usage(command)
                        + "\n```\n\n")
                .collect(Collectors.joining());
        new GeneratedSection(DOCUMENT, "commands").assertEqualTo("\n" + help, CommandReferenceTest.class);
    }

    @Test
    void scriptListsEveryCommand() throws IOException {
        String list = commands()
                .filter(command -> depth(command) == 2)
                .map(command -> String.format("  %-20s %s%n", command.getCommandName(), summary(command)))
                .collect(Collectors.joining());
        if (System.getProperty("update") != null) {
            Files.writeString(SHORT_LIST, list);
        }
        assertThat(Files.readString(SHORT_LIST))
                .as("%s; to write it anew: mvn test -Dtest=CommandReferenceTest -Dupdate", SHORT_LIST)
                .isEqualTo(list);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandAndOptionSaysWhatItIsFor(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        assertThat(summary(command)).as(name(command)).isNotBlank();
        assertThat(spec.args()).as(name(command)).allSatisfy(argument -> assertThat(argument.description())
                .as(argument.paramLabel())
                .isNotEmpty());
        if (command.getSubcommands().isEmpty()) {
            assertThat(examples(command) + examples(command.getParent()))
                    .as("examples of %s, or of what it is part of", name(command))
                    .isNotEmpty();
        }
    }

    private static String examples(CommandLine command) {
        boolean isProgram = command.getParent() == null;
        return isProgram
                ? ""
                : String.join("", command.getCommandSpec().usageMessage().footer());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsAnsweredOnStandardOutput(CommandLine command) {
        StringWriter said = new StringWriter();
        List<String> words = new ArrayList<>(List.of(name(command).split(" ")));
        words.set(0, "--help");
        words.add(words.remove(0));

        int exitCode = Conventions.commandLine(new Warren())
                .setOut(new PrintWriter(said))
                .execute(words.toArray(String[]::new));

        assertThat(exitCode).isZero();
        assertThat(said.toString()).startsWith("Usage: " + name(command));
    }

    /** All but the program as a whole, and what is not for users. */
    static Stream<CommandLine> commands() {
        return CommandTree.all()
                .filter(command -> command.getParent() != null
                        && !command.getCommandSpec().usageMessage().hidden());
    }

    private static String usage(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String summary(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    /** That of its heading. */
    private static int depth(CommandLine command) {
        return name(command).split(" ").length;
    }
}
