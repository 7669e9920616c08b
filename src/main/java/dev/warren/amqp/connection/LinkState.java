package dev.warren.amqp.connection;

/** How a link to the broker is at the moment; for health, and for deciding at once. */
public sealed interface LinkState {

    /** Connected, declared and in use. */
    record Up() implements LinkState {}

    /** Not in use: being connected for the first time or again. */
    record Down(String cause) implements LinkState {}

    /** Connected, but the broker takes no messages. */
    record Blocked(String reason) implements LinkState {}

    /** Closed by this process. */
    record Closed() implements LinkState {}

    default boolean isUp() {
        return this instanceof Up;
    }

    /** One line for people. */
    default String describe() {
        if (this instanceof Down down) {
            return down.cause();
        }
        if (this instanceof Blocked blocked) {
            return "the broker takes no messages: " + blocked.reason();
        }
        return this instanceof Closed ? "closed" : "connected";
    }
}
