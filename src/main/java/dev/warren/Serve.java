package dev.warren;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a gateway, a worker or both, and returns when it has ended. */
@Command(name = "serve", description = "Takes tasks over HTTP, runs them, or both.")
final class Serve implements Callable<Integer> {

    private static final String ROLE = "WARREN_ROLE";

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
        chosen().ifPresent(chosen -> System.setProperty("warren.role", chosen.label()));
        int[] exitCode = {0};
        Quarkus.run(null, (code, failure) -> {
            exitCode[0] = code;
            if (failure != null) {
                explain(failure);
            }
        });
        return exitCode[0];
    }

    /** The channels look the role up by its name, so that has to be as they write it. */
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
