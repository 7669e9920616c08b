package dev.warren.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadableHeadersTest {

    private static final BasicProperties FULL = new BasicProperties.Builder()
            .contentType("text/plain")
            .contentEncoding("gzip")
            .headers(Map.of("tenant", "acme", "nested", Map.of("a", Map.of("b", 1))))
            .deliveryMode(2)
            .priority(3)
            .messageId("id-1")
            .timestamp(new Date(1_700_000_000_000L))
            .type("mail")
            .build();

    @Test
    void readableHeadersAreLeftAlone() throws IOException {
        for (BasicProperties properties : new BasicProperties[] {FULL, new BasicProperties()}) {
            Frame frame = properties.toFrame(1, 42);
            assertThat(ReadableHeaders.readable(frame)).isSameAs(frame);
        }
    }

    @Test
    void otherFramesAreLeftAlone() throws IOException {
        Frame body = new Frame(AMQP.FRAME_BODY, 1, new byte[] {1});
        assertThat(ReadableHeaders.readable(body)).isSameAs(body);
        assertThat(ReadableHeaders.readable(null)).isNull();
    }

    @Test
    void tableThatIsNestedTooDeepIsReplacedAndTheRestKept() throws IOException {
        byte[] nested = new byte[0];
        for (int depth = 0; depth < 40; depth++) {
            nested = table("t", 'F', nested);
        }
        BasicProperties mended = read(ReadableHeaders.readable(withTable(nested)));
        assertThat(mended.getHeaders()).containsOnlyKeys(ReadableHeaders.UNREADABLE);
        assertThat(mended.getContentType()).isEqualTo("text/plain");
        assertThat(mended.getMessageId()).isEqualTo("id-1");
    }

    @Test
    void malformedTableIsReplacedAndTheRestKept() throws IOException {
        BasicProperties mended = read(ReadableHeaders.readable(withTable(table("t", '?', new byte[] {1, 2, 3}))));
        assertThat(mended.getHeaders()).containsOnlyKeys(ReadableHeaders.UNREADABLE);
        assertThat(mended.getMessageId()).isEqualTo("id-1");
    }

    @Test
    void truncatedPropertiesAreAllReplaced() throws IOException {
        byte[] whole = FULL.toFrame(1, 42).getPayload();
        for (int length = 14; length < whole.length; length++) {
            Frame cut = new Frame(AMQP.FRAME_HEADER, 1, Arrays.copyOf(whole, length));
            assertThat(read(ReadableHeaders.readable(cut)).getHeaders()).containsKey(ReadableHeaders.UNREADABLE);
        }
    }

    private static BasicProperties read(Frame frame) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.getPayload()));
        in.readShort(); // the class id
        return new BasicProperties(in);
    }

    /** Content type and message id, with this table between them. */
    private static Frame withTable(byte[] table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(60);
        out.writeShort(0);
        out.writeLong(42);
        out.writeShort(1 << 15 | 1 << 13 | 1 << 7);
        out.writeByte("text/plain".length());
        out.writeBytes("text/plain");
        out.writeInt(table.length);
        out.write(table);
        out.writeByte("id-1".length());
        out.writeBytes("id-1");
        return new Frame(AMQP.FRAME_HEADER, 1, bytes.toByteArray());
    }

    private static byte[] table(String name, char type, byte[] value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(name.length());
        out.writeBytes(name);
        out.writeByte(type);
        out.writeInt(value.length);
        out.write(value);
        return bytes.toByteArray();
    }
}
