package dev.warren.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes the bytes of HTTP/1.1 itself: what well-behaved clients can't be made to send. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawHttp(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends lines, each ended as HTTP wants it; bytes above 127 by the characters of ISO 8859-1. */
    RawHttp lines(String... lines) throws IOException {
        return bytes((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp bytes(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Reads the next {@code length} bytes of what the server says. */
    String read(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Reads on until it has been said. */
    String readUntil(String end) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        byte[] last = end.getBytes(StandardCharsets.UTF_8);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int matched = 0;
        while (matched < last.length) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("ended before " + end);
            }
            said.write(next);
            matched = next == last[matched] ? matched + 1 : next == last[0] ? 1 : 0;
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Reads up to the end of the connection. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        in.transferTo(said);
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
