package dev.warren.gateway.deadletter;

import dev.warren.amqp.letter.Letter;
import dev.warren.deadletter.Cursor;
import dev.warren.deadletter.DeadLetter;
import dev.warren.deadletter.FoundLetter;
import dev.warren.deadletter.Group;
import dev.warren.deadletter.Groups;
import dev.warren.deadletter.Page;
import dev.warren.deadletter.Progress;
import dev.warren.gateway.problem.Problem;
import dev.warren.task.FailureHeaders;
import dev.warren.task.FailureHistory;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dead letters as trees of plain values. What a letter does not say is absent. */
final class DeadLetterJson {

    private DeadLetterJson() {}

    static Map<String, Object> page(String queue, Page page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queue", queue);
        json.put("total", page.total());
        json.put("matched", page.matched());
        json.put("copies", page.copies());
        json.put("letters", page.letters().stream().map(DeadLetterJson::letter).toList());
        put(json, "next", page.next().map(Cursor::text));
        return json;
    }

    static Map<String, Object> groups(String queue, Groups groups) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queue", queue);
        json.put("matched", groups.total());
        json.put("groups", groups.list().stream().map(DeadLetterJson::group).toList());
        json.put("ungrouped", groups.ungrouped());
        return json;
    }

    private static Map<String, Object> group(Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "type", group.example().type());
        json.put("reason", group.example().reason());
        json.put("count", group.count());
        put(json, "first", group.first().map(Instant::toString));
        put(json, "last", group.last().map(Instant::toString));
        put(json, "exampleId", group.example().id());
        put(json, "exampleError", group.example().error());
        return json;
    }

    static Map<String, Object> found(FoundLetter found) {
        Letter letter = found.letter();
        Map<String, Object> headers = new TreeMap<>(letter.headers());
        Map<String, Object> json = letter(found.summary());
        put(
                json,
                "errorDetail",
                Optional.ofNullable(headers.get(FailureHeaders.ERROR_DETAIL)).map(DeadLetterJson::plain));
        put(json, "contentEncoding", letter.contentEncoding());
        put(json, "priority", letter.priority());
        put(json, "submittedAt", letter.submittedAt().map(Instant::toString));
        put(
                json,
                "failures",
                Optional.ofNullable(headers.get(FailureHistory.HEADER)).map(DeadLetterJson::plain));
        json.put("headers", plain(headers));
        return json;
    }

    static Map<String, Object> progress(String queue, String verb, Progress progress) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queue", queue);
        json.put("total", progress.total());
        json.put("read", progress.read());
        json.put("matched", progress.matched());
        json.put(verb, progress.done());
        json.put("copies", progress.copies());
        json.put("failed", progress.failed());
        json.put("left", progress.matched() - progress.done());
        json.put("complete", progress.isComplete());
        put(json, "problem", progress.trouble().map(LetterProblem::of).map(Problem::json));
        return json;
    }

    private static Map<String, Object> letter(DeadLetter letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "id", letter.id());
        put(json, "type", letter.type());
        json.put("reason", letter.reason());
        put(json, "at", letter.at().map(Instant::toString));
        put(json, "error", letter.error());
        json.put("attempts", letter.attempts());
        put(json, "worker", letter.worker());
        put(json, "queue", letter.queue());
        json.put("size", letter.size());
        put(json, "contentType", letter.contentType());
        return json;
    }

    private static void put(Map<String, Object> json, String name, Optional<?> value) {
        value.ifPresent(there -> json.put(name, there));
    }

    /** AMQP has values that JSON has not: bytes become Base64, times text. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> table) {
            Map<String, Object> plain = new LinkedHashMap<>();
            table.forEach((name, item) -> plain.put(String.valueOf(name), plain(item)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> item == null ? "" : plain(item)).toList();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof java.util.Date time) {
            return time.toInstant().toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
