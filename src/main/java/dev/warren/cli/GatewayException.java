package dev.warren.cli;

/** The gateway did not do what was asked; the message is for people, one line. */
final class GatewayException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    GatewayException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
