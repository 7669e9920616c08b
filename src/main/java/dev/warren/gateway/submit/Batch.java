package dev.warren.gateway.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.warren.gateway.http.BodyProblem;
import dev.warren.gateway.http.RequestBody;
import dev.warren.gateway.http.TraceContext;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.submit.Fates.Fate;
import dev.warren.gateway.submit.ItemStream.Next;
import dev.warren.task.Excerpt;
import dev.warren.task.Task;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One batch on its way to the broker. Reads on only while fewer items wait for their confirms than {@link BatchLimits} says,
 * so that the client is slowed down to what the broker takes. Everything runs on the request's event loop.
 */
final class Batch {

    /** How much is told of the parser's words about an item, which may quote it. */
    private static final int MAX_WORDS = 200;

    private static final long NO_TIMER = -1;

    private final String queue;
    private final HttpServerRequest request;
    private final ItemStream items;
    private final Submitter submitter;
    private final BatchLimits limits;
    private final Clock clock;
    private final Context context;
    private final Map<String, String> traceContext;
    private final Fates fates = new Fates();
    private UniEmitter<? super Fates> done;
    private boolean awaitsChunk;
    private long patience = NO_TIMER;
    private boolean finished;

    Batch(
            String queue,
            HttpServerRequest request,
            ItemStream items,
            Submitter submitter,
            BatchLimits limits,
            Clock clock,
            Context context) {
        this.queue = queue;
        this.request = request;
        this.items = items;
        this.submitter = submitter;
        this.limits = limits;
        this.clock = clock;
        this.context = context;
        this.traceContext = TraceContext.of(request);
    }

    /** Takes items until the body ends or is broken; then gives the fate of every one. Fails if the client goes away. */
    Uni<Fates> run() {
        return Uni.createFrom().emitter(emitter -> {
            done = emitter;
            request.pause();
            request.exceptionHandler(this::abandon);
            request.endHandler(end -> {
                items.end();
                request.resume(); // a paused request never counts as ended
                goOn();
            });
            request.handler(chunk -> {
                items.offer(chunk);
                goOn();
            });
            RequestBody.invite(request);
            takeItems();
        });
    }

    private void awaitChunk() {
        awaitsChunk = true;
        patience = context.owner().setTimer(limits.patience().toMillis(), late -> giveUp());
        request.fetch(1); // which may have it at once
    }

    private void goOn() {
        awaitsChunk = false;
        context.owner().cancelTimer(patience);
        takeItems();
    }

    private void giveUp() {
        if (!finished) {
            breakOff(BodyProblem.tooSlow(limits.patience()));
            takeItems();
        }
    }

    /** Whatever goes wrong, the request has to end. */
    private void takeItems() {
        try {
            takeWhatThereIsRoomFor();
        } catch (RuntimeException e) {
            abandon(e);
        }
    }

    private void takeWhatThereIsRoomFor() {
        while (!finished && !awaitsChunk && hasRoom()) {
            Optional<Next> next = items.take();
            if (next.isPresent()) {
                take(next.get());
            } else {
                awaitChunk();
            }
        }
        if (finished && fates.untold() == 0) {
            done.complete(fates);
        }
    }

    private boolean hasRoom() {
        return fates.untold() < limits.items() && fates.untoldBytes() < limits.bytes();
    }

    private void take(Next next) {
        if (isItem(next) && fates.total() == limits.total()) {
            breakOff(Problem.of(
                    ProblemType.BATCH_TOO_LARGE,
                    "A batch has at most " + limits.total() + " items: nothing after this was read. Send the rest"
                            + " as another batch."));
        } else if (next instanceof Next.Item item) {
            takeItem(item.json());
        } else if (next instanceof Next.TooLong) {
            fates.fail(Optional.empty(), BodyProblem.tooLarge(limits.payload()));
        } else if (next instanceof Next.NoRoom) {
            breakOff(BodyProblem.noRoom());
        } else if (next instanceof Next.Broken) {
            breakOff(Problem.of(
                    ProblemType.INVALID_BATCH,
                    "The body is not a JSON array from here on: nothing after this was read. Send the rest again."));
        } else {
            finished = true;
        }
    }

    private static boolean isItem(Next next) {
        return next instanceof Next.Item || next instanceof Next.TooLong;
    }

    private void takeItem(byte[] json) {
        BatchItem item = new BatchItem(json);
        try {
            submit(item.read(traceContext, limits.payload(), clock));
        } catch (ProblemException e) {
            fates.fail(item.id(), e.problem());
        } catch (JsonProcessingException e) {
            takeBadJson(item, e);
        } catch (IOException | RuntimeException e) {
            fates.fail(item.id(), Problem.unexpected(e));
        }
    }

    private void takeBadJson(BatchItem item, JsonProcessingException e) {
        String words = e.getOriginalMessage();
        String why = Excerpt.startOf(words, MAX_WORDS);
        if (items.survivesBadJson()) {
            fates.fail(
                    item.id(), Problem.of(ProblemType.INVALID_TASK, "This line can't be read as JSON (" + why + ")."));
        } else {
            breakOff(Problem.of(
                    ProblemType.INVALID_BATCH,
                    "This element can't be read as JSON (" + why + "): nothing after it was read. Mend it and send it"
                            + " and the rest again."));
        }
    }

    private void submit(Task task) {
        Fate fate = fates.open(task.id(), task.payload().bytes().length);
        submitted(task)
                .whenComplete((problem, failure) -> context.runOnContext(now -> {
                    fates.decide(fate, failure == null ? problem : Optional.of(Problem.unexpected(failure)));
                    takeItems();
                }));
    }

    private CompletionStage<Optional<Problem>> submitted(Task task) {
        try {
            return submitter.submit(queue, task);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void breakOff(Problem problem) {
        finished = true;
        if (fates.total() == 0) {
            done.fail(new ProblemException(problem));
        } else {
            fates.breakOff(problem);
        }
    }

    /** What the client has sent is not looked at any more, what is on its way to the broker gets there. */
    private void abandon(Throwable cause) {
        context.owner().cancelTimer(patience);
        if (!finished) {
            finished = true;
            done.fail(cause);
        }
    }
}
