package dev.warren.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** AMQP 0-9-1 on the wire, as far as it takes to play a broker. */
final class Frames {

    static final int METHOD = 1;
    static final int HEADER = 2;
    static final int BODY = 3;
    private static final int END = 0xCE;

    private final DataInputStream in;
    private final DataOutputStream out;

    Frames(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** What came in. */
    record Frame(int type, int channel, byte[] payload) {

        /** Class and method in one number, such as 60_020 for {@code basic.consume}. */
        int method() {
            return number(0) * 1_000 + number(2);
        }

        int number(int at) {
            return (payload[at] & 0xFF) << 8 | payload[at + 1] & 0xFF;
        }

        /** The short string that begins there. */
        String text(int at) {
            return new String(payload, at + 1, payload[at] & 0xFF, StandardCharsets.UTF_8);
        }
    }

    interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    Frame read() throws IOException {
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        byte[] payload = new byte[in.readInt()];
        in.readFully(payload);
        in.readByte();
        return new Frame(type, channel, payload);
    }

    void method(int channel, int method, Fields fields) throws IOException {
        write(METHOD, channel, frame -> {
            frame.writeShort(method / 1_000);
            frame.writeShort(method % 1_000);
            fields.write(frame);
        });
    }

    /** The header and the body of a message. */
    void content(int channel, byte[] body) throws IOException {
        write(HEADER, channel, frame -> {
            frame.writeShort(60);
            frame.writeShort(0);
            frame.writeLong(body.length);
            frame.writeShort(0);
        });
        if (body.length > 0) {
            write(BODY, channel, frame -> frame.write(body));
        }
    }

    private void write(int type, int channel, Fields payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        payload.write(new DataOutputStream(bytes));
        out.writeByte(type);
        out.writeShort(channel);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.writeByte(END);
        out.flush();
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    static void longText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
