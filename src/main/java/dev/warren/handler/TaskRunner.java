package dev.warren.handler;

import dev.warren.task.Attempt;

/** A way to run tasks: in Java, as a command, by HTTP. */
public interface TaskRunner {

    /** Starts an attempt and returns at once; never throws, never blocks. What goes wrong is the run's outcome. */
    Run start(Attempt attempt);
}
