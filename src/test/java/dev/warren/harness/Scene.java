package dev.warren.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What one test has on stage: processes, cables, evidence, and a queue name of its own. Everything is closed after the test,
 * and the logs of the processes are shown if it failed. They stay under {@code target/scenes}.
 */
public final class Scene implements BeforeEachCallback, AfterEachCallback {

    private static final int LINES_SHOWN = 150;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private String name;
    private Path dir;

    /** Waits for what has to come true sometime, for a minute and a half at most. */
    public static ConditionFactory eventually(String what) {
        return Awaitility.await(what)
                .atMost(Patience.LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        String method = context.getRequiredTestMethod().getName();
        String random = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        name = method.toLowerCase(Locale.ROOT) + random;
        Path scenes = Path.of("target", "scenes").toAbsolutePath();
        dir = scenes.resolve(context.getRequiredTestClass().getSimpleName()).resolve(method + "-" + random);
        Files.createDirectories(dir);
    }

    /** A queue name that no other test uses. */
    public String queue() {
        return name;
    }

    /** A folder of the test's own. */
    public Path dir() {
        return dir;
    }

    public WarrenSetup gateway(String amqpUrl) {
        return warren("gateway").broker(amqpUrl);
    }

    public WarrenSetup worker(String amqpUrl) {
        return warren("worker").broker(amqpUrl);
    }

    /** Gateway and worker in one process. */
    public WarrenSetup both(String amqpUrl) {
        return warren("both").broker(amqpUrl);
    }

    private WarrenSetup warren(String role) {
        return new WarrenSetup(role, setup -> {
            Path log = dir.resolve(role + "-" + open.size() + ".txt");
            return keep(WarrenProcess.start(setup, log));
        });
    }

    /** Evidence of runs that end at once. */
    public Ledger ledger() {
        return keep(Ledger.in(newFolder()));
    }

    /** Evidence of runs that go on until {@link Ledger#release}. */
    public Ledger heldLedger() {
        Ledger ledger = ledger();
        ledger.hold();
        return ledger;
    }

    public TcpProxy cableTo(BrokerNode node) {
        return keep(TcpProxy.to(node.port()));
    }

    public RecordingEndpoint endpoint() {
        return keep(RecordingEndpoint.start());
    }

    /** Has this closed after the test. */
    public <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    private Path newFolder() {
        try {
            return Files.createDirectory(dir.resolve("ledger-" + open.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (context.getExecutionException().isPresent()) {
            open.stream().filter(WarrenProcess.class::isInstance).forEach(it -> show((WarrenProcess) it));
        }
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private static void show(WarrenProcess process) {
        List<String> lines = process.log().lines().toList();
        System.err.println("---- the end of " + process.logFile());
        lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).forEach(System.err::println);
    }
}
