package dev.warren.inspect;

/** The management API did not do what was asked; the message is for people, one line without secrets. */
public final class ManagementException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How it comes that it did not. */
    public enum Kind {
        /** Nobody answers there in time, or something else does: the plugin is off, or the address is wrong. */
        AWAY,
        /** It does not let this user in, or not do this. */
        UNAUTHORIZED,
        /** There is no such thing. */
        NOT_FOUND,
        /** It can't be done; {@link #reason} has RabbitMQ's words for why. */
        REFUSED
    }

    private final Kind kind;
    private final String reason;

    ManagementException(Kind kind, String message, String reason) {
        super(message);
        this.kind = kind;
        this.reason = reason;
    }

    static ManagementException away(String message) {
        return new ManagementException(Kind.AWAY, message, "");
    }

    public Kind kind() {
        return kind;
    }

    /** RabbitMQ's own words; empty where it said nothing. */
    public String reason() {
        return reason;
    }
}
