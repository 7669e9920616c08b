package dev.warren;

import java.util.Locale;

/** What a process does; {@code warren.role}. */
public enum Role {
    /** Takes tasks over HTTP. */
    GATEWAY,
    /** Runs the tasks of one queue. */
    WORKER,
    /** Both in one process. */
    BOTH;

    /** @throws IllegalArgumentException if there is no such role */
    static Role parse(String label) {
        return valueOf(label.strip().toUpperCase(Locale.ROOT));
    }

    /** As it stands in the configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isGateway() {
        return this != WORKER;
    }

    public boolean isWorker() {
        return this != GATEWAY;
    }
}
