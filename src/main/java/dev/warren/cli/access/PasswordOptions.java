package dev.warren.cli.access;

import dev.warren.access.Secrets;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a password comes from. It is no argument: others see the arguments of a process, and shells keep them. A mixin. */
final class PasswordOptions {

    @Option(names = "--password-stdin", description = "The password is the first line of standard input.")
    private boolean fromInput;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "The password is in this environment variable.")
    private Optional<String> variable = Optional.empty();

    @Option(names = "--generate-password", description = "A new password is made up, and printed once.")
    private boolean generated;

    /**
     * A password.
     *
     * @param isNew whether it has been made up, and is to be printed
     */
    record Password(String text, boolean isNew) {}

    /** @return empty if none of the options was given */
    Optional<Password> read() throws CommandException {
        if ((fromInput ? 1 : 0) + (variable.isPresent() ? 1 : 0) + (generated ? 1 : 0) > 1) {
            throw new CommandException(
                    Exit.USAGE, "--password-stdin, --password-env and --generate-password exclude each other");
        }
        if (generated) {
            return Optional.of(new Password(Secrets.newPassword(), true));
        }
        if (variable.isPresent()) {
            return Optional.of(given(System.getenv(variable.get()), "environment variable " + variable.get()));
        }
        return fromInput ? Optional.of(given(firstLine(), "standard input")) : Optional.empty();
    }

    private static Password given(String text, String where) throws CommandException {
        if (text == null || text.isEmpty()) {
            throw new CommandException(Exit.USAGE, "there is no password in " + where);
        }
        return new Password(text, false);
    }

    private static String firstLine() throws CommandException {
        try {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new CommandException(Exit.USAGE, "no password could be read from standard input");
        }
    }
}
