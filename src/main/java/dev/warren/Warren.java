package dev.warren;

import dev.warren.cli.Bindings;
import dev.warren.cli.ClientConnections;
import dev.warren.cli.Consumers;
import dev.warren.cli.Delays;
import dev.warren.cli.Exchanges;
import dev.warren.cli.Nodes;
import dev.warren.cli.Publish;
import dev.warren.cli.Queues;
import dev.warren.cli.Send;
import dev.warren.cli.Subscribe;
import dev.warren.cli.terminal.Conventions;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program. Only {@code serve} starts Quarkus. */
@QuarkusMain
@Command(
        name = "warren",
        description = "A work queue for Kubernetes, on RabbitMQ.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Serve.class,
            Send.class,
            Publish.class,
            Subscribe.class,
            Queues.class,
            Exchanges.class,
            Bindings.class,
            Consumers.class,
            ClientConnections.class,
            Nodes.class,
            Delays.class
        })
public final class Warren {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Says how it is used.")
    private boolean help;

    public static void main(String... args) {
        int exitCode = Conventions.commandLine(new Warren()).execute(args.length == 0 ? new String[] {"--help"} : args);
        System.exit(exitCode);
    }
}
