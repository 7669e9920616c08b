package dev.warren.gateway;

import dev.warren.task.TaskId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What became of the items of a batch, in their order, however the confirms come in. A fate that is told is kept as the few
 * bytes of JSON that tell it. For one thread.
 */
final class Fates {

    private final Deque<Fate> untold = new ArrayDeque<>();
    private final Buffer told = Buffer.buffer();
    private long untoldBytes;
    private int accepted;
    private int failed;

    /** One item's. */
    static final class Fate {

        private final Optional<TaskId> id;
        private final int payloadBytes;
        private Optional<Problem> problem = Optional.empty();
        private boolean decided;

        private Fate(Optional<TaskId> id, int payloadBytes) {
            this.id = id;
            this.payloadBytes = payloadBytes;
        }
    }

    /** The next item's fate, still to be decided. */
    Fate open(TaskId id, int payloadBytes) {
        return add(new Fate(Optional.of(id), payloadBytes));
    }

    /** The next item has failed. */
    void fail(Optional<TaskId> id, Problem problem) {
        decide(add(new Fate(id, 0)), Optional.of(problem));
    }

    /** Decides an item's fate: accepted if there is no problem. */
    void decide(Fate fate, Optional<Problem> problem) {
        fate.problem = problem;
        fate.decided = true;
        while (!untold.isEmpty() && untold.element().decided) {
            tell(untold.remove());
        }
    }

    /** How many are neither told nor forgotten: those not decided, and those behind them. */
    int untold() {
        return untold.size();
    }

    /** The size of their payloads. */
    long untoldBytes() {
        return untoldBytes;
    }

    int accepted() {
        return accepted;
    }

    int failed() {
        return failed;
    }

    int total() {
        return accepted + failed + untold.size();
    }

    /** The answer's body, once every fate is told. */
    Buffer json() {
        return Buffer.buffer()
                .appendString("{\"accepted\":" + accepted + ",\"failed\":" + failed + ",\"items\":[")
                .appendBuffer(told)
                .appendString("]}");
    }

    private Fate add(Fate fate) {
        untold.add(fate);
        untoldBytes += fate.payloadBytes;
        return fate;
    }

    private void tell(Fate fate) {
        untoldBytes -= fate.payloadBytes;
        if (told.length() > 0) {
            told.appendByte((byte) ',');
        }
        if (fate.problem.isEmpty()) {
            // There is nothing in an id that JSON would have to escape.
            told.appendString("{\"id\":\"" + fate.id.orElseThrow().value() + "\",\"status\":202}");
            accepted++;
        } else {
            told.appendBuffer(json(fate.id, fate.problem.get()));
            failed++;
        }
    }

    private static Buffer json(Optional<TaskId> id, Problem problem) {
        JsonObject json = new JsonObject();
        id.ifPresent(known -> json.put("id", known.value()));
        return json.put("status", problem.status())
                .put("type", problem.type().toString())
                .put("detail", problem.detail())
                .toBuffer();
    }
}
