package dev.warren;

import dev.warren.amqp.topology.QueueKind;
import dev.warren.cli.terminal.DurationOption;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A worker in one line: what else would stand in the configuration is said by options. */
@Command(
        name = "work",
        description = {
            "Runs the tasks of a queue, each by a command or an HTTP request.",
            "It goes on until it is asked to end (Ctrl+C, SIGTERM): then it finishes those that run; asked again, it ends at"
                    + " once. The broker is said by RABBITMQ_URL, or by RABBITMQ_HOST, RABBITMQ_USERNAME and so on. What no"
                    + " option is for comes from the configuration, as in warren serve."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended in order", "1:could not start, or go on", "2:wrong usage or configuration"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren work emails --exec ./send-mail.sh",
            "  warren work thumbnails --exec 'convert - -resize 200 \"/tmp/$WARREN_TASK_ID.png\"' --concurrency 2",
            "  warren work emails --http http://localhost:9000/mail --timeout 30s --attempts 3",
            "  warren work imports --exec ./import.sh --max-idle 1m"
        })
final class Work implements Callable<Integer> {

    private static final String QUEUE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,126}";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The queue's name. It is declared if it is not there.")
    private String queue;

    @ArgGroup(multiplicity = "1")
    private Handler handler;

    /** What runs the tasks: one of them. */
    static final class Handler {

        @Option(
                names = "--exec",
                paramLabel = "COMMAND",
                description =
                        "Runs this, as /bin/sh reads it: the payload on standard input, the rest in WARREN_TASK_ID,"
                                + " WARREN_TASK_TYPE and so on. Done with exit code 0.")
        private String command;

        @Option(
                names = "--http",
                paramLabel = "URL",
                description =
                        "Posts them there; done with 2xx. A URL with a password belongs in WARREN_WORKER_HTTP_URL, with"
                                + " warren serve: others can read command lines.")
        private String url;
    }

    @Option(names = "--concurrency", paramLabel = "N", description = "How many run at a time; 4 if absent.")
    private Optional<Integer> concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long one may take, such as 30s; 10m if absent.")
    private Optional<Duration> timeout;

    @Option(names = "--attempts", paramLabel = "N", description = "How often one is tried in all; 10 if absent.")
    private Optional<Integer> attempts;

    @Option(
            names = "--kind",
            paramLabel = "quorum|classic|existing",
            description = "How the queue is declared; existing: it is not, but consumed as it is.")
    private Optional<QueueKind> kind;

    @Option(names = "--max-tasks", paramLabel = "N", description = "Ends after so many.")
    private Optional<Integer> maxTasks;

    @Option(
            names = "--max-idle",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Ends when there was none for so long.")
    private Optional<Duration> maxIdle;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Serves health and metrics there. Otherwise on a free port of this machine alone.")
    private Optional<Integer> port;

    @Override
    public Integer call() {
        check();
        configuration().forEach(Launch::configure);
        return Launch.run();
    }

    private void check() {
        boolean isForeign = kind.filter(QueueKind.EXISTING::equals).isPresent();
        if (!isForeign && (!queue.matches(QUEUE_NAME) || queue.matches("(amq|warren)\\..*|.*\\.dead"))) {
            throw misused(
                    "a queue's name is made of letters, digits, '.', '_' and '-', and is none of RabbitMQ's or Warren's"
                            + " own (amq.…, warren.…, ….dead), not '" + queue + "'");
        }
        if (handler.url != null && hasPassword(handler.url)) {
            throw misused(
                    "others can read a command line: put a URL with a password into WARREN_WORKER_HTTP_URL, and use"
                            + " WARREN_WORKER_HANDLER=http warren serve --role worker");
        }
        concurrency.ifPresent(number -> positive("--concurrency", number));
        attempts.ifPresent(number -> positive("--attempts", number));
        maxTasks.ifPresent(number -> positive("--max-tasks", number));
        if (port.filter(number -> number < 0 || number > 65_535).isPresent()) {
            throw misused("--port is 0 to 65535");
        }
    }

    private void positive(String option, int number) {
        if (number < 1) {
            throw misused(option + " is at least 1");
        }
    }

    private boolean hasPassword(String url) {
        try {
            if (url.matches("(?i)https?://[^/?#].*")) {
                return URI.create(url).getRawUserInfo() != null;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw misused("--http is a URL such as http://localhost:9000/mail");
    }

    /** What the options say, as properties. */
    Map<String, String> configuration() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("warren.role", Role.WORKER.label());
        properties.put("warren.worker.queue", queue);
        if (handler.command != null) {
            properties.put("warren.worker.handler", "exec");
            properties.put("warren.worker.exec.command", handler.command);
        } else {
            properties.put("warren.worker.handler", "http");
            properties.put("warren.worker.http.url", handler.url);
        }
        concurrency.ifPresent(number -> properties.put("warren.worker.concurrency", String.valueOf(number)));
        timeout.ifPresent(time -> properties.put("warren.worker.timeout", time.toString()));
        attempts.ifPresent(number -> properties.put("warren.worker.retry.attempts", String.valueOf(number)));
        kind.ifPresent(given -> properties.put("warren.queues.\"" + queue + "\".kind", given.name()));
        maxTasks.ifPresent(number -> properties.put("warren.worker.max-tasks", String.valueOf(number)));
        maxIdle.ifPresent(time -> properties.put("warren.worker.max-idle", time.toString()));
        addPort(properties);
        return properties;
    }

    private void addPort(Map<String, String> properties) {
        if (port.isPresent()) {
            properties.put("quarkus.http.port", String.valueOf(port.get()));
        } else if (System.getenv("QUARKUS_HTTP_PORT") == null) {
            // A gateway and other workers on the same machine want 8080, too.
            properties.put("quarkus.http.port", "0");
            properties.put("quarkus.http.host", "127.0.0.1");
        }
    }

    private ParameterException misused(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
