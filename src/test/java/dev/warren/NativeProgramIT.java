package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.terminal.Conventions;
import dev.warren.harness.Shell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The program without a JVM has all that the one with a JVM has. */
@EnabledIf("dev.warren.harness.Program#isNative")
class NativeProgramIT {

    @RegisterExtension
    final Shell shell = new Shell();

    @ParameterizedTest
    @MethodSource("commands")
    void commandSaysHowItIsUsed(String command) {
        String[] words = (command + " --help").strip().split(" ");
        StringWriter expected = new StringWriter();
        Conventions.commandLine(new Warren())
                .setOut(new PrintWriter(expected, true))
                .execute(words);

        assertThat(shell.run(words)).as(shell.noted()).isZero();
        assertThat(shell.said()).isEqualTo(expected.toString());
        assertThat(shell.noted()).isEmpty();
    }

    static Stream<String> commands() {
        return CommandTree.all().map(CommandLine::getCommandSpec).map(command -> command.qualifiedName()
                .replaceFirst("^warren ?", ""));
    }
}
