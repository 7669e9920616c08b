package dev.warren.amqp.connection;

import java.io.IOException;

/** Sends several commands together. */
public interface Gathering {

    /** Sends them, on the calling thread. */
    interface Sending<E extends Exception> {
        void run() throws IOException, E;
    }

    /** What this thread sends meanwhile may wait for the end of it; then all is on its way. */
    <E extends Exception> void gather(Sending<E> sending) throws IOException, E;
}
