package dev.warren.handler;

import java.util.Map;

/** Exit codes as a shell and the JDK give them: 128 plus the number of the signal, for what a signal killed. */
final class ExitCode {

    private static final int SIGNALS = 128;

    private static final Map<Integer, String> SIGNAL_NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL, for lack of memory perhaps"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    /** "Temporary failure; the user is invited to retry", as {@code sysexits.h} has it. */
    private static final int TEMPORARY_FAILURE = 75;

    private ExitCode() {}

    /** Whether it can mean that trying again is no use. */
    static boolean canBeFinal(int code) {
        return code > 0 && code < SIGNALS && code != TEMPORARY_FAILURE;
    }

    /** Such as {@code exit code 137 (SIGKILL, for lack of memory perhaps)}. */
    static String describe(int code) {
        String meaning =
                switch (code) {
                    case TEMPORARY_FAILURE -> "temporary failure";
                    case 126 -> "not executable";
                    case 127 -> "command not found";
                    default -> SIGNAL_NAMES.get(code - SIGNALS);
                };
        return "exit code " + code + (meaning == null ? "" : " (" + meaning + ")");
    }
}
