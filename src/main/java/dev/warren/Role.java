package dev.warren;

/** What a process does. */
public enum Role {
    /** Takes tasks over HTTP. */
    GATEWAY,
    /** Runs the tasks of one queue. */
    WORKER,
    /** Both in one process. */
    BOTH;

    public boolean isGateway() {
        return this != WORKER;
    }

    public boolean isWorker() {
        return this != GATEWAY;
    }
}
