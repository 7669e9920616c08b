package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** What every command says where nobody answers: one line, and exit code 3; workers and gateways wait instead. */
class AwayIT {

    /** Much more than any of them may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> STAY = List.of("serve", "work", "completion");

    @RegisterExtension
    final Shell shell = new Shell();

    @Test
    void nothingListens() throws Exception {
        int port;
        try (ServerSocket closed = listen()) {
            port = closed.getLocalPort();
        }
        assertAllSayThatNobodyAnswers(port);
    }

    @Test
    void whatListensNeverAnswers() throws Exception {
        try (ServerSocket silent = listen()) {
            assertAllSayThatNobodyAnswers(silent.getLocalPort());
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    private void assertAllSayThatNobodyAnswers(int port) throws Exception {
        shell.with("rabbitmq-url", "amqp://127.0.0.1:" + port)
                .with("warren.queues.x.kind", "classic"); // else nothing is to be pruned
        Map<String, Future<Ended>> ends = new LinkedHashMap<>();
        List<List<String>> all = CommandWords.commands()
                .filter(command -> !STAY.contains(CommandWords.name(command)))
                .flatMap(command -> words(command, "http://127.0.0.1:" + port).stream())
                .toList();
        ExecutorService shells = Executors.newFixedThreadPool(all.size());
        try {
            all.forEach(words -> ends.put(
                    String.join(" ", words), shells.submit(() -> new Shell().call(words.toArray(String[]::new)))));
            for (Map.Entry<String, Future<Ended>> end : ends.entrySet()) {
                Ended ended = end.getValue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(ended.err().lines())
                        .as(end.getKey())
                        .singleElement()
                        .asString()
                        .startsWith("warren: ")
                        .contains("no answer")
                        .doesNotContain("Exception");
                assertThat(ended.exitCode()).as(end.getKey()).isEqualTo(3);
            }
        } finally {
            shells.shutdownNow();
        }
    }

    /** One for each of those that the command can ask. */
    private static List<List<String>> words(CommandLine command, String url) {
        List<List<String>> all = new ArrayList<>();
        for (String whom : List.of("--gateway", "--management-url")) {
            if (command.getCommandSpec().findOption(whom) != null) {
                List<String> words = CommandWords.of(command);
                words.addAll(List.of(whom, url));
                all.add(words);
            }
        }
        return all.isEmpty() ? List.of(CommandWords.of(command)) : all;
    }
}
