package dev.warren.deadletter;

import dev.warren.amqp.letter.HeldLetter;
import dev.warren.amqp.letter.Letter;
import dev.warren.amqp.message.BrokerHeaders;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a copy has in common with the letter that it is a copy of. Some programs put the work into headers. */
record Content(String id, String type, String digest) {

    private static final String OF_WARREN = "warren-";

    /** Of a letter whose payload was asked for. One without an id has no copies, nor has one that can't be read. */
    static Optional<Content> of(HeldLetter letter) {
        return of(letter.letter(), letter.payload());
    }

    static Optional<Content> of(Letter letter, byte[] payload) {
        return letter.id()
                .filter(id -> letter.unreadable().isEmpty())
                .map(id -> new Content(id, letter.type().orElse(""), digest(letter, payload)));
    }

    private static String digest(Letter letter, byte[] payload) {
        Map<String, Object> headers = new TreeMap<>(letter.headers());
        headers.keySet().removeIf(name -> name.startsWith(OF_WARREN) || BrokerHeaders.include(name));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            put(out, payload);
            put(out, letter.contentType().orElse(""));
            put(out, letter.contentEncoding().orElse(""));
            put(out, headers);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // nothing is written anywhere, and every JDK has it
        }
    }

    /** With its kind and length, so that no two values look alike; but numbers of any size do. */
    private static void put(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Map<?, ?> table) {
            out.writeByte('F');
            out.writeInt(table.size());
            for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(table).entrySet()) {
                put(out, entry.getKey());
                put(out, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            out.writeByte('A');
            out.writeInt(list.size());
            for (Object item : list) {
                put(out, item);
            }
        } else if (value instanceof byte[] bytes) {
            put(out, 'x', bytes);
        } else {
            put(out, value instanceof String ? 'S' : '?', String.valueOf(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(DataOutputStream out, char kind, byte[] bytes) throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
