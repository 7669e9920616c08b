package dev.warren.deadletter;

import dev.warren.amqp.letter.LettersException;
import dev.warren.amqp.publish.PublishResult;

/** What keeps letters where they are. */
public sealed interface Trouble {

    /** The broker did not take it over. */
    record NotPublished(PublishResult result) implements Trouble {}

    /** Its headers can't be read, so a copy would not have them. */
    record Unreadable(String why) implements Trouble {}

    /** Reading could not go on. */
    record NotReadable(LettersException cause) implements Trouble {}

    /** Whoever asked for it has gone, or the gateway is shutting down. */
    record Stopped() implements Trouble {}
}
