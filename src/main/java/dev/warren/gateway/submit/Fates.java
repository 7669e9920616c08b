package dev.warren.gateway.submit;

import dev.warren.gateway.problem.Problem;
import dev.warren.task.TaskId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * What became of the items of a batch, in their order, however the confirms come in. A fate that is told is kept as the few
 * bytes of JSON that tell it. For one thread.
 */
final class Fates {

    /** So many failures are told in full; a batch of nothing else would make an answer many times its size. */
    static final int FULLY_TOLD = 1000;

    private static final byte[] END = {']', '}'};

    private final Deque<Fate> untold = new ArrayDeque<>();
    private final Buffer told = Buffer.buffer();
    private long untoldBytes;
    private int accepted;
    private int failed;

    /** One item's. */
    static final class Fate {

        private final Optional<TaskId> id;
        private final int payloadBytes;
        private boolean isLast;
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

    /** Nothing after this is read. */
    void breakOff(Problem problem) {
        Fate last = add(new Fate(Optional.empty(), 0));
        last.isLast = true;
        decide(last, Optional.of(problem));
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
    byte[] json() {
        byte[] start = ("{\"accepted\":" + accepted + ",\"failed\":" + failed + ",\"items\":[")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] json = Arrays.copyOf(start, start.length + told.length() + END.length);
        told.getBytes(json, start.length);
        System.arraycopy(END, 0, json, json.length - END.length, END.length);
        return json;
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
            told.appendBuffer(json(fate.id, fate.problem.get(), fate.isLast || failed < FULLY_TOLD));
            failed++;
        }
    }

    private static Buffer json(Optional<TaskId> id, Problem problem, boolean inFull) {
        JsonObject json = new JsonObject();
        id.ifPresent(known -> json.put("id", known.value()));
        json.put("status", problem.status()).put("type", problem.type().toString());
        if (inFull) {
            json.put("detail", problem.detail());
        }
        return json.toBuffer();
    }
}
