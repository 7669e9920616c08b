package dev.warren.amqp.depth;

/** What the broker says of how much there is to do in a queue. */
public sealed interface Backlog {

    /**
     * @param waiting tasks that wait; those that a consumer has are not among them, delayed ones neither
     * @param consumers how many take tasks from it
     */
    record Known(int waiting, int consumers) implements Backlog {

        /** Whether tasks wait and nobody is there to take them. */
        public boolean isUntended() {
            return waiting > 0 && consumers == 0;
        }
    }

    /** There is no such queue. */
    record NoQueue() implements Backlog {}

    /**
     * The broker can't be asked, or does not answer.
     *
     * @param why one line for people
     */
    record Unknown(String why) implements Backlog {}
}
