package dev.warren;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program. Only {@code serve} starts Quarkus. */
@QuarkusMain
@Command(
        name = "warren",
        description = "A work queue for Kubernetes, on RabbitMQ.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = Warren.Serve.class)
public final class Warren {

    public static void main(String... args) {
        CommandLine commands = new CommandLine(new Warren()).setCaseInsensitiveEnumValuesAllowed(true);
        int exitCode = commands.execute(args.length == 0 ? new String[] {"--help"} : args);
        System.exit(exitCode);
    }

    /** Starts a gateway, a worker or both, and returns when it has ended. */
    @Command(
            name = "serve",
            description = "Takes tasks over HTTP, runs them, or both.",
            mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {

        @Option(
                names = "--role",
                description = "gateway, worker or both; otherwise what warren.role (WARREN_ROLE) says")
        private Role role;

        @Override
        public Integer call() {
            if (role != null) {
                System.setProperty("warren.role", role.label());
            }
            int[] exitCode = {0};
            Quarkus.run(null, (code, failure) -> {
                exitCode[0] = code;
                if (failure != null) {
                    explain(failure);
                }
            });
            return exitCode[0];
        }

        /** One line for what the user can mend; the stack only for what looks like a fault of Warren's own. */
        private static void explain(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (root instanceof ConfigurationException
                    || root instanceof ConfigValidationException
                    || root instanceof IllegalArgumentException
                    || root instanceof IOException) {
                System.err.println("warren: " + root.getMessage());
            } else {
                failure.printStackTrace();
            }
        }
    }
}
