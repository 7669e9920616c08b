package dev.warren.bench.rivals.smallrye;

import static dev.warren.bench.rivals.Measured.number;

import dev.warren.bench.rivals.Measured;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection of HTTP/1.1, one request after the other; no more of HTTP than that needs, for the load is to cost little. */
final class Submitter {

    private static final Buffer REQUEST = request(number("BENCH_PAYLOAD"));
    private static final String ACCEPTED = "HTTP/1.1 202 ";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final NetSocket socket;
    private final AtomicInteger unsent;
    private final Measured measured;
    private final Runnable whenAllAreDone;
    private final StringBuilder response = new StringBuilder();
    private long sent;

    Submitter(NetSocket socket, AtomicInteger unsent, Measured measured, Runnable whenAllAreDone) {
        this.socket = socket;
        this.unsent = unsent;
        this.measured = measured;
        this.whenAllAreDone = whenAllAreDone;
        socket.handler(this::received);
    }

    private static Buffer request(int payload) {
        String head = """
                POST /tasks HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/octet-stream\r
                Content-Length: %d\r
                \r
                """.formatted(payload);
        return Buffer.buffer(head).appendBytes(new byte[payload]);
    }

    /** Does nothing when all are sent. */
    void submit() {
        if (unsent.getAndDecrement() <= 0) {
            return;
        }
        sent = System.nanoTime();
        socket.write(REQUEST);
    }

    /** The responses have no body. */
    private void received(Buffer part) {
        response.append(part.toString());
        if (response.indexOf(END_OF_HEAD) < 0) {
            return;
        }
        if (response.indexOf(ACCEPTED) != 0) {
            Submit.fail(Thread.currentThread(), new IllegalStateException("not accepted: " + response));
        }
        response.setLength(0);
        if (measured.done(System.nanoTime() - sent)) {
            whenAllAreDone.run();
        } else {
            submit();
        }
    }
}
