package dev.warren.bench.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The requests that are sent, as the bytes they are. */
public final class Requests {

    private Requests() {}

    /** A submit of one task. */
    public static byte[] submit(URI tasks, int payload) {
        return post(tasks.getPath(), "application/octet-stream", new byte[payload]);
    }

    /** A batch of tasks, whose payloads are text. */
    public static byte[] batch(URI tasks, int size, int payload) {
        String line = "{\"payload\":\"" + "x".repeat(payload) + "\"}\n";
        return post(
                tasks.getPath() + "/batch",
                "application/x-ndjson",
                line.repeat(size).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] post(String path, String contentType, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
