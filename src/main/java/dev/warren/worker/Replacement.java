package dev.warren.worker;

import dev.warren.amqp.Destination;
import dev.warren.task.Task;

/**
 * What takes the place of a task in its queue.
 *
 * @param destination where it is published
 * @param task the task as it goes on
 * @param what it is, in words for the log
 */
record Replacement(Destination destination, Task task, String what) {}
