package dev.warren.cli.terminal;

/** How a command ends. */
public enum Exit {
    /** All is done. */
    DONE(0),
    /** It is not done, or not all of it: somebody said no. */
    REFUSED(1),
    /** What it was asked makes no sense. */
    USAGE(2),
    /** There is no answer: no gateway, or no broker behind it. */
    AWAY(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
