package dev.warren.amqp.topology;

import java.util.Locale;

/** How many of the headers that are wanted a message has to have. */
public enum HeaderMatch {
    ALL,
    ANY;

    /** As AMQP writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
