package dev.warren.cli.terminal;

/** A command did not do what was asked; the message is for people: one line with what happened and what helps. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Exit exit;

    public CommandException(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }
}
