package dev.warren.harness;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Properties byte by byte, as a faulty client could send them: what the Java client itself would never write. */
public final class RawProperties extends BasicProperties {

    private static final int CLASS_BASIC = 60;
    private static final int CONTENT_TYPE = 1 << 15;
    private static final int HEADERS = 1 << 13;
    private static final int DELIVERY_MODE = 1 << 12;
    private static final int MESSAGE_ID = 1 << 7;
    private static final int TYPE = 1 << 5;
    private static final int PERSISTENT = 2;

    private final byte[] contentType;
    private final byte[] headers;
    private final byte[] messageId;
    private final byte[] type;

    private RawProperties(byte[] contentType, byte[] headers, byte[] messageId, byte[] type) {
        this.contentType = contentType;
        this.headers = headers;
        this.messageId = messageId;
        this.type = type;
    }

    /** The same bytes, UTF-8 or not, in the short strings, and as name and value of a header. */
    public static RawProperties text(byte[] anything) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.write(anything.length);
        table.writeBytes(anything);
        table.write('S');
        table.writeBytes(ByteBuffer.allocate(4).putInt(anything.length).array());
        table.writeBytes(anything);
        return new RawProperties(anything, table.toByteArray(), anything, anything);
    }

    /** A header table in a header table, and so on. */
    public static RawProperties nestedHeaders(int levels) {
        int perLevel = 2 + 1 + 4; // a name of one character, the type, the length of the inner table
        ByteBuffer table = ByteBuffer.allocate(levels * perLevel);
        while (table.hasRemaining()) {
            table.put((byte) 1).put((byte) 'n').put((byte) 'F').putInt(table.remaining() - 4);
        }
        byte[] text = "nested".getBytes(StandardCharsets.UTF_8);
        return new RawProperties(text, table.array(), text, text);
    }

    @Override
    public Frame toFrame(int channel, long bodySize) throws IOException {
        Frame frame = new Frame(AMQP.FRAME_HEADER, channel);
        DataOutputStream out = frame.getOutputStream();
        out.writeShort(CLASS_BASIC);
        out.writeShort(0);
        out.writeLong(bodySize);
        out.writeShort(CONTENT_TYPE | HEADERS | DELIVERY_MODE | MESSAGE_ID | TYPE);
        writeShortString(out, contentType);
        out.writeInt(headers.length);
        out.write(headers);
        out.writeByte(PERSISTENT);
        writeShortString(out, messageId);
        writeShortString(out, type);
        return frame;
    }

    private static void writeShortString(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeByte(bytes.length);
        out.write(bytes);
    }
}
