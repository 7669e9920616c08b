package dev.warren;

import dev.warren.cli.terminal.Exit;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;

/** Starts Quarkus, with what runs in it by the configuration, and waits until it has ended. */
final class Launch {

    private Launch() {}

    /** Of a value that is not to be read as an expression of the configuration, such as a command line with {@code ${HOME}} in it. */
    static void configure(String property, String value) {
        System.setProperty(property, value.replace("$", "\\$"));
    }

    /** @return the exit code */
    static int run() {
        int[] exitCode = {0};
        Quarkus.run(null, (code, failure) -> {
            exitCode[0] = failure == null ? code : explain(failure).code();
        });
        return exitCode[0];
    }

    /**
     * One line for what the user can mend; the stack only for what looks like a fault of Warren's own.
     *
     * @return whose it is
     */
    private static Exit explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean isMisused = root instanceof ConfigurationException
                || root instanceof ConfigValidationException
                || root instanceof IllegalArgumentException;
        if (isMisused || root instanceof IOException) {
            System.err.println("warren: " + root.getMessage());
        } else {
            failure.printStackTrace();
        }
        return isMisused ? Exit.USAGE : Exit.REFUSED;
    }
}
