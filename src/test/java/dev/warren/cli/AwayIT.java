package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        try (Socket held = new Socket()) { // so that nobody else listens there
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertAllSayThatNobodyAnswers(held.getLocalPort());
        }
    }

    @Test
    void whatListensNeverAnswers() throws Exception {
        try (ServerSocket silent = listen()) {
            assertAllSayThatNobodyAnswers(silent.getLocalPort());
        }
    }

    /** As one that stalls, or that a broken way cuts off without a word. */
    @Test
    void whatListensStopsInTheMiddleOfItsAnswer() throws Exception {
        String begun =
                "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        Queue<Socket> asked = new ConcurrentLinkedQueue<>();
        try (ServerSocket stalling = listen()) {
            Thread answers = new Thread(() -> {
                try {
                    while (true) {
                        Socket client = stalling.accept();
                        asked.add(client);
                        client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    // the test has ended
                }
            });
            answers.start();
            assertSayThatNobodyAnswers(
                    overHttp("http://127.0.0.1:" + stalling.getLocalPort()).toList());
        } finally {
            for (Socket client : asked) {
                client.close();
            }
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    private void assertAllSayThatNobodyAnswers(int port) throws Exception {
        shell.with("rabbitmq-url", "amqp://127.0.0.1:" + port);
        String url = "http://127.0.0.1:" + port;
        assertSayThatNobodyAnswers(Stream.concat(
                        overHttp(url),
                        asking().filter(command -> overHttp(command, url).isEmpty())
                                .map(CommandWords::of))
                .toList());
    }

    private void assertSayThatNobodyAnswers(List<List<String>> all) throws Exception {
        shell.with("warren.queues.x.kind", "classic"); // else nothing is to be pruned
        Map<String, Future<Ended>> ends = new LinkedHashMap<>();
        ExecutorService shells = Executors.newFixedThreadPool(all.size());
        try {
            all.forEach(words -> ends.put(
                    String.join(" ", words), shells.submit(() -> shell.another().call(words.toArray(String[]::new)))));
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

    private static Stream<CommandLine> asking() {
        return CommandWords.commands().filter(command -> !STAY.contains(CommandWords.name(command)));
    }

    private static Stream<List<String>> overHttp(String url) {
        return asking().flatMap(command -> overHttp(command, url).stream());
    }

    /** One for each of those that the command can ask. */
    private static List<List<String>> overHttp(CommandLine command, String url) {
        List<List<String>> all = new ArrayList<>();
        for (String whom : List.of("--gateway", "--management-url")) {
            if (command.getCommandSpec().findOption(whom) != null) {
                List<String> words = CommandWords.of(command);
                words.addAll(List.of(whom, url));
                all.add(words);
            }
        }
        return all;
    }
}
