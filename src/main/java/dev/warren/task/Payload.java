package dev.warren.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a task carries. Warren passes it through untouched and never looks inside.
 *
 * @param bytes the body; not copied, so it must not be changed afterwards
 * @param statedContentType the media type, where the producer gave one
 * @param contentEncoding such as {@code gzip}, where the producer gave one
 */
public record Payload(byte[] bytes, Optional<String> statedContentType, Optional<String> contentEncoding) {

    public static final String OCTET_STREAM = "application/octet-stream";

    public Payload {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(statedContentType, "statedContentType");
        Objects.requireNonNull(contentEncoding, "contentEncoding");
    }

    public static Payload of(byte[] bytes, String contentType) {
        return new Payload(bytes, Optional.of(contentType), Optional.empty());
    }

    public static Payload text(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=UTF-8");
    }

    /** The media type, {@value #OCTET_STREAM} when the producer gave none. */
    public String contentType() {
        return statedContentType.orElse(OCTET_STREAM);
    }

    /** The bytes read as UTF-8; malformed input becomes U+FFFD. */
    public String asText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && Arrays.equals(bytes, that.bytes)
                && statedContentType.equals(that.statedContentType)
                && contentEncoding.equals(that.contentEncoding);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(bytes), statedContentType, contentEncoding);
    }

    /** Sizes only: payloads do not belong in logs. */
    @Override
    public String toString() {
        return bytes.length + " bytes of " + contentType();
    }
}
