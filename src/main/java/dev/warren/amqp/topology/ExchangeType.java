package dev.warren.amqp.topology;

import java.util.Locale;

/** Where an exchange comes from, and what it routes by. */
public enum ExchangeType {
    TOPIC,
    DIRECT,
    FANOUT,
    HEADERS,
    /** Declared by others, of whatever type. */
    EXISTING;

    boolean takesKeys() {
        return this == TOPIC || this == DIRECT;
    }

    /** As AMQP and the configuration write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
