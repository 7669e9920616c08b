package dev.warren.amqp.message;

import com.rabbitmq.client.LongString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Header values of the RabbitMQ client as plain Java values that it takes back unchanged. */
public final class HeaderValues {

    private HeaderValues() {}

    public static Map<String, Object> read(Map<String, Object> headers) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> values.put(name, read(value)));
        }
        return values;
    }

    private static Object read(Object value) {
        if (value instanceof LongString text) {
            return text(text.getBytes());
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>(list.size());
            list.forEach(item -> values.add(read(item)));
            return values;
        }
        if (value instanceof Map<?, ?> table) {
            Map<String, Object> values = new LinkedHashMap<>();
            table.forEach((name, item) -> values.put(String.valueOf(name), read(item)));
            return values;
        }
        return value;
    }

    /** AMQP strings are any bytes; what is not UTF-8 stays bytes, so that passing it on does not change it. */
    private static Object text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}
