package dev.warren.deadletter;

import dev.warren.amqp.letter.Letter;

/** A dead letter with all that it carries. */
public record FoundLetter(DeadLetter summary, Letter letter, byte[] payload) {}
