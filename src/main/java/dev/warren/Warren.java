package dev.warren;

import dev.warren.cli.Bindings;
import dev.warren.cli.ClientConnections;
import dev.warren.cli.Completion;
import dev.warren.cli.Consumers;
import dev.warren.cli.Delays;
import dev.warren.cli.Events;
import dev.warren.cli.Exchanges;
import dev.warren.cli.Nodes;
import dev.warren.cli.Publish;
import dev.warren.cli.Queues;
import dev.warren.cli.Send;
import dev.warren.cli.SourceTree;
import dev.warren.cli.Subscribe;
import dev.warren.cli.UserPermissions;
import dev.warren.cli.Users;
import dev.warren.cli.VirtualHosts;
import dev.warren.cli.access.Setup;
import dev.warren.cli.dead.Dead;
import dev.warren.cli.terminal.Conventions;
import dev.warren.cli.terminal.Exit;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. Only {@code serve} and {@code work} start Quarkus. */
@QuarkusMain
@Command(
        name = "warren",
        description = "A work queue for Kubernetes, on RabbitMQ.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        subcommands = {
            Serve.class,
            Work.class,
            Send.class,
            Dead.class,
            Publish.class,
            Subscribe.class,
            Events.class,
            Queues.class,
            Exchanges.class,
            Bindings.class,
            Consumers.class,
            ClientConnections.class,
            Nodes.class,
            Users.class,
            VirtualHosts.class,
            UserPermissions.class,
            Setup.class,
            Delays.class,
            Completion.class,
            SourceTree.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren work emails --exec ./send-mail.sh",
            "  warren send emails '{\"to\":\"ada@example.org\"}'",
            "  warren dead groups emails",
            "",
            "warren COMMAND --help says more. The gateway is said by --gateway or WARREN_GATEWAY, the broker by RABBITMQ_URL."
        })
public final class Warren {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Says how it is used.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Says which version this is.")
    private boolean version;

    public static void main(String... args) {
        System.exit(PlainServe.read(args, Optional.ofNullable(System.getenv(Serve.ROLE)))
                .map(PlainServe::run)
                .orElseGet(() -> execute(args)));
    }

    private static int execute(String... args) {
        if (Locales.hasLost(args)) {
            System.err.println("warren: " + Locales.LOST);
            return Exit.USAGE.code();
        }
        return Conventions.commandLine(new Warren()).execute(args.length == 0 ? new String[] {"--help"} : args);
    }
}
