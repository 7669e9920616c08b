package dev.warren.task;

/**
 * Runs tasks in Java: the interface to implement. A CDI bean of this type, qualified with {@code dev.warren.handler.HandlesType}, runs the
 * tasks of that type; without the qualifier it is the default, for tasks of every other type and of none.
 *
 * <pre>{@code
 * @ApplicationScoped
 * @HandlesType("thumbnail")
 * class Thumbnails implements TaskHandler {
 *     public Outcome handle(Attempt attempt) throws IOException {
 *         store(attempt.id(), shrink(attempt.payload().bytes()));
 *         return Outcome.succeeded();
 *     }
 * }
 * }</pre>
 *
 * <p>A task can reach a handler more than once, at least around every crash: make the effect the same when it does, with
 * {@link Attempt#id()} as the key.
 */
@FunctionalInterface
public interface TaskHandler {

    /**
     * Runs one attempt. May block: it is called on a thread of its own, virtual where the JVM has them. The thread is
     * interrupted when the run takes longer than it may.
     *
     * @return what it came to; the task is acknowledged only after that
     * @throws Exception the attempt failed; what follows is the failure policy's choice
     */
    Outcome handle(Attempt attempt) throws Exception;
}
