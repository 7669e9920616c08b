package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Payload;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An attempt as HTTP headers. Whatever is in it, they are legal: values are percent-encoded UTF-8 where they hold anything but
 * visible ASCII and inner spaces, and what can't be a header is left out.
 */
final class HttpHeaders {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E]*");
    private static final Pattern TO_ENCODE = Pattern.compile("[^\\x20-\\x7E]+|%|^ +| +$");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final List<String> TRACE_CONTEXT = List.of("traceparent", "tracestate");

    /** Servers commonly take 8 KiB of headers in all, and no more than 100. */
    private static final int MOST_BYTES = 6 * 1024;

    private static final int MOST_HEADERS = 80;

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private int size;

    private HttpHeaders() {}

    static MultiMap of(Attempt attempt, HttpTarget target) {
        HttpHeaders http = new HttpHeaders();
        http.putPayload(attempt.payload());
        http.headers.set("User-Agent", "Warren");
        target.authorization().ifPresent(value -> http.headers.set("Authorization", value));
        http.putAttempt(attempt);
        http.putUsers(attempt.headers());
        return http.headers;
    }

    private void putPayload(Payload payload) {
        headers.set("Content-Type", plain(payload.contentType()).orElse(Payload.OCTET_STREAM));
        payload.contentEncoding()
                .flatMap(HttpHeaders::plain)
                .ifPresent(value -> headers.set("Content-Encoding", value));
    }

    private void putAttempt(Attempt attempt) {
        headers.set("Warren-Task-Id", encode(attempt.id().value()));
        attempt.type().ifPresent(type -> headers.set("Warren-Task-Type", encode(type)));
        headers.set("Warren-Queue", encode(attempt.queue()));
        headers.set("Warren-Attempt", String.valueOf(attempt.number()));
        headers.set("Warren-Redelivered", String.valueOf(attempt.redelivered()));
        attempt.deadline().ifPresent(deadline -> headers.set("Warren-Deadline", deadline.toString()));
        attempt.replyTo().ifPresent(replyTo -> headers.set("Warren-Reply-To", encode(replyTo)));
        attempt.correlationId().ifPresent(id -> headers.set("Warren-Correlation-Id", encode(id)));
    }

    /** The trace context comes first, under its own names, which every library for it looks for. */
    private void putUsers(Map<String, ?> users) {
        Map<String, String> texts = new LinkedHashMap<>();
        users.forEach((name, value) -> HeaderText.of(value).ifPresent(text -> texts.put(name, text)));
        for (String name : TRACE_CONTEXT) {
            Optional.ofNullable(texts.get(name)).flatMap(HttpHeaders::plain).ifPresent(value -> {
                put(name, value);
                texts.remove(name);
            });
        }
        texts.forEach((name, text) -> {
            if (TOKEN.matcher(name).matches() && text.length() <= MOST_BYTES) {
                put("Warren-Header-" + name, encode(text));
            }
        });
    }

    private void put(String key, String value) {
        if (size + key.length() + value.length() <= MOST_BYTES && headers.size() < MOST_HEADERS) {
            headers.set(key, value);
            size += key.length() + value.length();
        }
    }

    private static Optional<String> plain(String value) {
        return Optional.of(value.strip())
                .filter(text -> !text.isEmpty() && PLAIN.matcher(text).matches());
    }

    /** Decodes, as percent-encoded UTF-8, to what it was. */
    static String encode(String value) {
        return TO_ENCODE.matcher(value).replaceAll(match -> {
            byte[] bytes = match.group().getBytes(StandardCharsets.UTF_8);
            return "%" + HEX.withDelimiter("%").formatHex(bytes);
        });
    }
}
