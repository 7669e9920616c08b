package dev.warren.deadletter;

import dev.warren.task.FailureHeaders;
import dev.warren.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The task that starts anew: no attempts, no deadline, no last failure. Its id, its own headers and the history stay. */
final class ReplayedTask {

    private static final List<String> LAST_FAILURE = List.of(
            FailureHeaders.REASON,
            FailureHeaders.ERROR,
            FailureHeaders.ERROR_DETAIL,
            FailureHeaders.FAILED_AT,
            FailureHeaders.WORKER,
            FailureHeaders.QUEUE);

    private ReplayedTask() {}

    static Task of(Task dead) {
        Map<String, Object> headers = new LinkedHashMap<>(dead.headers());
        LAST_FAILURE.forEach(headers::remove);
        return new Task(
                dead.id(),
                dead.type(),
                dead.payload(),
                dead.priority(),
                dead.submittedAt(),
                0,
                Optional.empty(),
                Optional.empty(),
                dead.replyTo(),
                dead.correlationId(),
                headers);
    }
}
