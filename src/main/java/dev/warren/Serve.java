package dev.warren;

import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a gateway, a worker or both, and returns when it has ended. */
@Command(
        name = "serve",
        description = {
            "Takes tasks over HTTP, runs them, or both.",
            "All but the role is said by the configuration: environment variables, -D properties of the JVM, or"
                    + " application.properties. It drains when it is asked to end (SIGTERM, Ctrl+C); asked again, it ends at once."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended in order", "1:could not start, or go on", "2:wrong usage or configuration"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  RABBITMQ_URL=amqp://localhost warren serve --role gateway",
            "  WARREN_WORKER_QUEUE=emails WARREN_WORKER_HANDLER=http \\",
            "      WARREN_WORKER_HTTP_URL=http://localhost:9000/mail warren serve --role worker"
        })
final class Serve implements Callable<Integer> {

    static final String ROLE = "WARREN_ROLE";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            description = "${COMPLETION-CANDIDATES}; otherwise what the configuration says: warren.role, WARREN_ROLE.",
            completionCandidates = Roles.class)
    private Role role;

    /** The roles as they are written. */
    static final class Roles extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Roles() {
            for (Role role : Role.values()) {
                add(role.label());
            }
        }
    }

    @Override
    public Integer call() {
        return new PlainServe(chosen()).run();
    }

    private Optional<Role> chosen() {
        if (role != null) {
            return Optional.of(role);
        }
        String configured = System.getenv(ROLE);
        try {
            return Optional.ofNullable(configured).map(Role::parse);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), ROLE + " is gateway, worker or both, not '" + configured + "'", e);
        }
    }
}
