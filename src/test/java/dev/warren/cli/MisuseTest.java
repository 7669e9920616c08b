package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.warren.CommandTree;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What every command says to words that make no sense: one line, with what and how to mend it. */
class MisuseTest {

    private static final String NONSENSE = "no:/such thing";

    @RegisterExtension
    final Shell shell = new Shell();

    static Stream<Arguments> everything() {
        return CommandTree.all()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(MisuseTest::named);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void unknownOptionIsNamed(String name, CommandLine command) {
        List<String> words = command.getSubcommands().isEmpty() ? CommandWords.of(command) : words(name);
        words.add("--nonsense");
        assertMisused(words, "--nonsense");
    }

    static Stream<Arguments> groups() {
        return CommandTree.all()
                .filter(command ->
                        command.getParent() != null && !command.getSubcommands().isEmpty())
                .map(MisuseTest::named);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void groupAsksForOneOfItsCommands(String name, CommandLine group) {
        assertMisused(words(name), "subcommand");
        assertMisused(words(name, "nonsense"), "nonsense");
    }

    static Stream<Arguments> commandsWithArguments() {
        return CommandWords.commands()
                .filter(command -> !CommandWords.of(command).equals(words(CommandWords.name(command))))
                .filter(command -> command.getCommandSpec().args().stream().anyMatch(argument -> argument.required()))
                .map(MisuseTest::named);
    }

    @ParameterizedTest
    @MethodSource("commandsWithArguments")
    void missingArgumentIsNamed(String name, CommandLine command) {
        assertMisused(words(name), "Missing required");
    }

    static Stream<Arguments> commandsWithAnEnd() {
        return CommandWords.commands()
                .filter(command -> command.getCommandSpec().positionalParameters().stream()
                        .noneMatch(parameter -> parameter.arity().isVariable()))
                .map(MisuseTest::named);
    }

    @ParameterizedTest
    @MethodSource("commandsWithAnEnd")
    void oneArgumentTooManyIsNamed(String name, CommandLine command) {
        List<String> words = CommandWords.of(command);
        command.getCommandSpec().positionalParameters().stream()
                .filter(parameter -> !parameter.required())
                .map(PositionalParamSpec::paramLabel)
                .forEach(words::add);
        words.add("nonsense");
        assertMisused(words, "nonsense");
    }

    /** Those that the command itself reads; {@link MisuseIT} has the others. */
    static Stream<Arguments> readOptions() {
        return CommandWords.commands().flatMap(command -> command.getCommandSpec().options().stream()
                .filter(option -> option.arity().max() > 0 && isRead(option))
                .map(option -> arguments(CommandWords.name(command), option.longestName(), command)));
    }

    private static boolean isRead(OptionSpec option) {
        boolean isText = Arrays.stream(option.auxiliaryTypes()).allMatch(String.class::equals)
                && option.converters().length == 0;
        return !isText || option.paramLabel().equals("URL");
    }

    @ParameterizedTest
    @MethodSource("readOptions")
    void valueThatCanNotBeReadIsNamed(String name, String option, CommandLine command) {
        List<String> words = option.equals("--http") ? CommandWords.bare(command) : CommandWords.of(command);
        words.addAll(List.of(option, NONSENSE));
        assertMisused(words, option, NONSENSE, "WARREN_MANAGEMENT_URL", "warren.management.url");
    }

    static Stream<Arguments> commandsOfTheBroker() {
        return CommandWords.commands().filter(MisuseTest::needsTheBroker).map(MisuseTest::named);
    }

    private static boolean needsTheBroker(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        return spec.userObject() instanceof BrokerCommand
                || spec.userObject() instanceof ManagementCommand
                || spec.parent().userObject() instanceof Delays;
    }

    @ParameterizedTest
    @MethodSource("commandsOfTheBroker")
    void addressOfTheBrokerThatCanNotBeReadIsNamed(String name, CommandLine command) {
        shell.with("rabbitmq-url", "http://user:secret@" + NONSENSE).with("warren.queues.x.kind", "classic");
        Ended ended = assertMisused(CommandWords.of(command), "RABBITMQ_URL", "warren.broker.url");
        assertThat(ended.err()).doesNotContain("secret");
    }

    private Ended assertMisused(List<String> words, String... named) {
        Ended ended = shell.call(words.toArray(String[]::new));

        String line = assertThat(ended.err().lines())
                .as("warren %s", String.join(" ", words))
                .singleElement()
                .asString()
                .startsWith("warren: ")
                .doesNotContain("Exception", "should not have happened")
                .actual();
        assertThat(Arrays.stream(named).anyMatch(line::contains))
                .as("%s names one of %s", line, List.of(named))
                .isTrue();
        assertThat(ended.exitCode()).as(line).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        return ended;
    }

    private static Arguments named(CommandLine command) {
        return arguments(CommandWords.name(command), command);
    }

    private static List<String> words(String name, String... more) {
        List<String> words = new ArrayList<>(name.isEmpty() ? List.of() : List.of(name.split(" ")));
        words.addAll(List.of(more));
        return words;
    }
}
