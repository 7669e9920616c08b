package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Scene;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import dev.warren.harness.WarrenProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What every command says to values that only the gateway reads: one line too. */
class MisuseIT {

    /** Of options that take anything. */
    private static final Set<String> FREE =
            Set.of("ID", "TYPE", "KEY", "NAME", "PATTERN", "QUEUE", "EXCHANGE", "OTHER", "NAME=VALUE", "URL");

    @RegisterExtension
    final Scene scene = new Scene();

    private final BrokerNode node = BrokerNode.shared();

    @Test
    void valueThatTheGatewayCanNotReadIsNamed() {
        WarrenProcess gateway = scene.gateway(node.amqpUrl())
                .queue("x", "kind", "classic")
                .queue("x", "bindings.b.exchange", "x")
                .queue("x", "bindings.b.type", "fanout")
                .startReady();
        gateway.awaitAllReady();
        SoftAssertions seen = new SoftAssertions();

        List<List<String>> misuses = CommandWords.commands()
                .filter(command -> command.getCommandSpec().findOption("--gateway") != null)
                .flatMap(MisuseIT::misuses)
                .toList();
        for (List<String> words : misuses) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("--gateway", gateway.url().toString()));
            Ended ended = new Shell().call(all.toArray(String[]::new));
            String option = words.get(words.size() - 2).replaceFirst("--", "").replace('-', ' ');
            seen.assertThat(ended.err().lines())
                    .as(String.join(" ", words))
                    .singleElement()
                    .asString()
                    .startsWith("warren: ")
                    .containsIgnoringCase(option);
            seen.assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        }

        assertThat(misuses).hasSizeGreaterThan(15);
        seen.assertAll();
    }

    private static Stream<List<String>> misuses(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> option.arity().max() > 0 && !FREE.contains(option.paramLabel()))
                .map(option -> misuse(command, option));
    }

    private static List<String> misuse(CommandLine command, OptionSpec option) {
        boolean isFilter = Set.of("--reason", "--since", "--until").contains(option.longestName());
        List<String> words = isFilter ? CommandWords.bare(command) : CommandWords.of(command);
        words.addAll(List.of(option.longestName(), "no:/such thing"));
        return words;
    }
}
