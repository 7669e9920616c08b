package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.terminal.Conventions;
import dev.warren.harness.BrokerNode;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.Submitter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The program without a JVM has all that the one with a JVM has. */
@EnabledIf("dev.warren.harness.Program#isNative")
class NativeProgramIT {

    @RegisterExtension
    final Scene scene = new Scene();

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

    @Test
    void itSaysWhichVersionItIs() {
        assertThat(shell.run("--version")).as(shell.noted()).isZero();
        assertThat(shell.said()).startsWith(new Version().getVersion()[0]);
    }

    @Test
    void itIsAWorkerInOneLine() {
        BrokerNode node = BrokerNode.shared();
        Ledger ledger = scene.ledger();
        List<String> ids = Submitter.newIds(1);
        node.amqp().declareQueue(scene.queue(), Map.of());
        node.amqp().publish(scene.queue(), ids);
        shell.with("rabbitmq-url", node.amqpUrl());

        String command = ledger.command().toString();
        assertThat(shell.run("work", scene.queue(), "--kind", "existing", "--exec", command, "--max-tasks", "1"))
                .as(shell.noted())
                .isZero();

        assertThat(ledger.ended()).isEqualTo(ids);
    }

    static Stream<String> commands() {
        return CommandTree.all().map(CommandLine::getCommandSpec).map(command -> command.qualifiedName()
                .replaceFirst("^warren ?", ""));
    }
}
