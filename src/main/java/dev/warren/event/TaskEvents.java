package dev.warren.event;

/** Takes events of tasks. */
@FunctionalInterface
public interface TaskEvents {

    /** Never waits and never throws; the event may be lost. */
    void tell(TaskEvent event);
}
