package dev.warren.worker;

import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;

/**
 * What takes the place of a task in its queue.
 *
 * @param destination where it is published
 * @param task the task as it goes on
 * @param what it is, in words for the log
 */
record Replacement(Destination destination, Task task, String what) {

    /** The task to the end of its queue: it was not started. */
    static final String RETURN = "return";

    /** The task for later: it was not started. */
    static final String DELAY = "delay";

    /** Whether it would be wrong to have the task counted as one that was run. */
    boolean isUnstarted() {
        return what.equals(RETURN) || what.equals(DELAY);
    }
}
