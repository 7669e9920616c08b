package dev.warren.amqp.connection;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Makes content headers that the client can't read into ones that it can. The broker passes on whatever a producer put into
 * the headers table, but the client gives up the whole connection over a table that is nested more than 32 levels deep
 * ({@code ValueReader.MAX_FIELD_VALUE_NESTING_DEPTH}) or malformed: one such message would end consumption of its queue.
 * Its table is replaced by {@value #UNREADABLE}, so that it can be delivered and dead-lettered. That stays with the task: nothing
 * that is published in its place is taken for whole.
 */
public final class ReadableHeaders {

    /** The header that says that the others could not be read. */
    public static final String UNREADABLE = "warren-unreadable";

    private static final int CONTENT_TYPE = 1 << 15;
    private static final int CONTENT_ENCODING = 1 << 14;
    private static final int HEADERS = 1 << 13;

    /** Class id, weight and body size, before the property flags. */
    private static final int PREFIX = 12;

    /** The client reads the class id by itself, before the properties do the rest. */
    private static final int CLASS_ID = 2;

    private ReadableHeaders() {}

    static Frame readable(Frame frame) throws IOException {
        if (frame == null || frame.getType() != AMQP.FRAME_HEADER) {
            return frame;
        }
        byte[] payload = frame.getPayload();
        if (isReadable(payload)) {
            return frame;
        }
        return new Frame(AMQP.FRAME_HEADER, frame.getChannel(), mended(payload));
    }

    private static byte[] mended(byte[] payload) throws IOException {
        try {
            byte[] mended = withoutTable(payload);
            return isReadable(mended) ? mended : withoutProperties(payload);
        } catch (EOFException e) {
            return withoutProperties(payload);
        }
    }

    private static boolean isReadable(byte[] payload) {
        try {
            new AMQP.BasicProperties(
                    new DataInputStream(new ByteArrayInputStream(payload, CLASS_ID, payload.length - CLASS_ID)));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The other properties stay as they are: the message id above all. */
    private static byte[] withoutTable(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(in.readNBytes(PREFIX));
        int flags = in.readUnsignedShort();
        out.writeShort(flags | HEADERS);
        for (int shortString : new int[] {CONTENT_TYPE, CONTENT_ENCODING}) {
            if ((flags & shortString) != 0) {
                int length = Math.max(0, in.read());
                out.writeByte(length);
                out.write(in.readNBytes(length));
            }
        }
        if ((flags & HEADERS) != 0) {
            in.skip(Integer.toUnsignedLong(in.readInt()));
        }
        writeMark(out);
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private static byte[] withoutProperties(byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(payload, 0, PREFIX);
        out.writeShort(HEADERS);
        writeMark(out);
        return bytes.toByteArray();
    }

    /** A table of one entry: AMQP 0-9-1, section 4.2.5.5. */
    private static void writeMark(DataOutputStream out) throws IOException {
        byte[] name = UNREADABLE.getBytes(StandardCharsets.US_ASCII);
        byte[] text = "its headers are malformed, or nested too deep".getBytes(StandardCharsets.US_ASCII);
        out.writeInt(1 + name.length + 1 + Integer.BYTES + text.length);
        out.writeByte(name.length);
        out.write(name);
        out.writeByte('S');
        out.writeInt(text.length);
        out.write(text);
    }
}
