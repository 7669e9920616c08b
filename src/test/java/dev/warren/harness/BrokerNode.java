package dev.warren.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private RabbitMQ node that tests may stop, kill and freeze. The command that runs it, {@code ./warren broker}, can be
 * replaced by the system property or environment variable {@code warren.test.broker}, so as to test with other versions
 * of RabbitMQ.
 */
public final class BrokerNode {

    private static final String[] COMMAND = Optional.ofNullable(System.getProperty("warren.test.broker"))
            .or(() -> Optional.ofNullable(System.getenv("WARREN_TEST_BROKER")))
            .orElse("./warren broker")
            .split(" ");

    private static final Pattern STARTED = Pattern.compile("AMQP_URL=(\\S+) (?:MGMT_URL=(\\S+) )?.*PID=(\\d+)");

    private final String dir;
    private String amqpUrl;
    private String managementUrl;
    private long pid;

    private BrokerNode(String name) {
        this(folder(name));
    }

    private BrokerNode(Path folder) {
        dir = folder.toString();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> broker("purge")));
        start();
    }

    /**
     * The node for tests that leave it in peace, started by the first of them. Asked for by other class loaders of this
     * JVM, it is the same one: starting a node that runs only tells where it is.
     */
    public static BrokerNode shared() {
        return Shared.NODE;
    }

    /**
     * A node of a test class's own, for which it has to be stopped in the end.
     *
     * @param files what is to be in its folder, which it works in: {@code advanced.config}, and what that names
     */
    public static BrokerNode configured(String name, Map<String, String> files) {
        Path folder = folder(name);
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BrokerNode(folder);
    }

    /** Each JVM that runs tests has nodes of its own. */
    private static Path folder(String name) {
        return Path.of("target", "brokers", name + "-" + System.getProperty("warren.test.fork", "1"))
                .toAbsolutePath();
    }

    /** The node for tests that hurt it: well again whenever a test asks for it, whatever the test before did to it. */
    public static BrokerNode expendable() {
        Expendable.NODE.mend();
        return Expendable.NODE;
    }

    private static final class Shared {
        static final BrokerNode NODE = new BrokerNode("shared");
    }

    private static final class Expendable {
        static final BrokerNode NODE = new BrokerNode("expendable");
    }

    public String amqpUrl() {
        return amqpUrl;
    }

    /** The URL of its management API. */
    public URI managementUrl() {
        return URI.create(managementUrl);
    }

    /** The port it takes AMQP connections on, on 127.0.0.1. */
    public int port() {
        return PlainAmqp.factory(amqpUrl).getPort();
    }

    /** A client of its own for this node. */
    public PlainAmqp amqp() {
        return amqp("%2F");
    }

    public PlainAmqp amqp(String virtualHost) {
        return new PlainAmqp(amqpUrl(virtualHost));
    }

    /** A client of another user. */
    public PlainAmqp amqpAt(String url) {
        return new PlainAmqp(url);
    }

    /** Adds a virtual host, for a test that has to have the fixed names on the broker for itself. */
    public void addVirtualHost(String virtualHost) {
        ctl("add_vhost", virtualHost);
        ctl("set_permissions", "-p", virtualHost, "guest", ".*", ".*", ".*");
    }

    public String amqpUrl(String virtualHost) {
        return amqpUrl + "/" + virtualHost;
    }

    /** Starts it, with the data and the ports that it had. */
    public void start() {
        Matcher started = STARTED.matcher(broker("start"));
        if (!started.find()) {
            throw new IllegalStateException("the broker's start did not tell where it is");
        }
        amqpUrl = started.group(1);
        managementUrl = started.group(2);
        pid = Long.parseLong(started.group(3));
    }

    /** Orderly. */
    public void stop() {
        broker("stop");
    }

    /**
     * Has it write down which queues there are. By itself it does so only some seconds after a quorum queue was declared:
     * killed before that, it comes back with the queue's name and without its messages.
     */
    public void syncNewQueues() {
        ctl("eval", "[dets:sync(Table) || Table <- dets:all()].");
    }

    /** SIGKILL to the Erlang VM. */
    public void kill() {
        broker("kill");
    }

    /** SIGSTOP: its connections stay open, and nothing answers. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** As if it had no memory left: it blocks every connection that publishes. */
    public void raiseMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0");
    }

    public void clearMemoryAlarm() {
        ctl("set_vm_memory_high_watermark", "0.6");
    }

    /** Holds for new channels. */
    public void takeMessagesUpTo(int bytes) {
        ctl(
                "eval",
                "application:set_env(rabbit, max_message_size, %1$d), persistent_term:put(max_message_size, %1$d)."
                        .formatted(bytes));
    }

    public void closeAllConnections() {
        ctl("close_all_connections", "closed by a test");
    }

    /** The names that clients gave their connections, one for each connection. */
    public List<String> connections() {
        return ctl("-q", "list_connections", "user", "client_properties")
                .lines()
                .filter(line -> !line.startsWith("user"))
                .toList();
    }

    /** A type of exchanges over which each declaration ends the whole connection, with {@code INTERNAL_ERROR}. */
    public final class BrokenExchangeType implements AutoCloseable {

        public static final String NAME = "x-broken";

        private BrokenExchangeType() {}

        /** The management API does not answer while it is there. */
        @Override
        public void close() {
            ctl("eval", "rabbit_registry:unregister(exchange, <<\"" + NAME + "\">>).");
        }
    }

    /** Adds it, until it is closed. */
    public BrokenExchangeType brokenExchangeType() {
        ctl("eval", """
                {ok, Module, Code} = compile:forms([
                    {attribute, 1, module, warren_broken_type},
                    {attribute, 2, behaviour, rabbit_exchange_type}]),
                {module, _} = code:load_binary(Module, "warren_broken_type", Code),
                rabbit_registry:register(exchange, <<"x-broken">>, Module).""");
        return new BrokenExchangeType();
    }

    /**
     * How many messages of the queue are not acknowledged yet: those that wait, and those that a consumer has. Asked of the
     * queue itself, for what {@code list_queues} says of a quorum queue may be five seconds old.
     *
     * @return -1 while the queue does not answer
     */
    public int unsettled(String queue) {
        String count = ctl("eval", """
                {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"%s">>)),
                try
                    case amqqueue:get_type(Queue) of
                        rabbit_quorum_queue ->
                            {ok, {_, Total}, _} =
                                ra:leader_query(amqqueue:get_pid(Queue), {rabbit_fifo, query_messages_total, []}),
                            Total;
                        _ ->
                            proplists:get_value(messages, rabbit_amqqueue:info(Queue, [messages]))
                    end
                catch
                    _:_ -> -1
                end.
                """.formatted(queue));
        return Integer.parseInt(count.strip());
    }

    /** The quorum queue's leader does nothing for that long, as on a node that has too much to do. */
    public void stall(String queue, Duration length) {
        atLeader(
                "/",
                queue,
                "sys:suspend(Leader), spawn(fun() -> timer:sleep(%d), sys:resume(Leader) end)"
                        .formatted(length.toMillis()));
    }

    /** As where a quorum queue has lost most of its nodes. */
    public void stopLeader(String virtualHost, String queue) {
        atLeader(virtualHost, queue, "ok = ra:stop_server(quorum_queues, Leader)");
    }

    /** Waits until it leads. */
    public void restartLeader(String virtualHost, String queue) {
        atLeader(virtualHost, queue, "ok = ra:restart_server(quorum_queues, Leader), {ok, _, _} = ra:members(Leader)");
    }

    private void atLeader(String virtualHost, String queue, String command) {
        ctl("eval", """
                {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"%s">>, queue, <<"%s">>)),
                Leader = amqqueue:get_pid(Queue), %s.
                """.formatted(virtualHost, queue, command));
    }

    /** Runs {@code rabbitmqctl} on the node. */
    public String ctl(String... words) {
        return broker("ctl", words);
    }

    private void mend() {
        signal("CONT");
        start();
        ctl("start_app");
        clearMemoryAlarm();
    }

    private void signal(String name) {
        if (ProcessHandle.of(pid).isPresent()) {
            Command.run(List.of("kill", "-" + name.toUpperCase(Locale.ROOT), String.valueOf(pid)));
        }
    }

    private String broker(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(COMMAND));
        words.addAll(List.of(verb, "--dir", dir));
        words.addAll(List.of(more));
        return Command.run(words);
    }
}
