package dev.warren.gateway.submit;

import dev.warren.gateway.http.BodyReader;
import dev.warren.gateway.http.QueueName;
import dev.warren.gateway.http.RequestBody;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.task.Payload;
import dev.warren.task.Task;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/**
 * One task over HTTP, from the request's head to the broker's answer. Nothing here blocks: it all runs on the request's event
 * loop. Without pipelines of Mutiny, whose operators each carry the CDI contexts along: that took more time than all else.
 */
@Singleton
class TaskIntake {

    /** What the client is told: one of these, once, on the event loop. */
    interface Answer {

        void accepted(Accepted accepted);

        void failed(Problem problem);

        /** There is nobody left to tell. */
        void abandoned(Throwable cause);
    }

    private final Submitter submitter;
    private final BodyReader bodies;
    private final SubmitLog log;
    private final Clock clock;

    TaskIntake(Submitter submitter, BodyReader bodies, SubmitLog log, Clock clock) {
        this.submitter = submitter;
        this.bodies = bodies;
        this.log = log;
        this.clock = clock;
    }

    /** @param queue as it stands in the path, not checked yet */
    void take(String queue, HttpServerRequest request, Answer answer) {
        try {
            QueueName.check(queue);
            TaskDraft draft = RequestHead.draft(request);
            bodies.read(
                    request,
                    body -> take(queue, draft, body, request, answer),
                    failure -> refuse(request, failure, answer));
        } catch (RuntimeException e) {
            refuse(request, e, answer);
        }
    }

    private void take(String queue, TaskDraft draft, byte[] body, HttpServerRequest request, Answer answer) {
        try {
            submit(queue, draft.task(body, Payload.OCTET_STREAM, clock), request, answer);
        } catch (RuntimeException e) {
            refuse(request, e, answer);
        }
    }

    private void submit(String queue, Task task, HttpServerRequest request, Answer answer) {
        Context eventLoop = Vertx.currentContext();
        submitter
                .submit(queue, task)
                .whenComplete((problem, failure) -> eventLoop.runOnContext(now -> {
                    if (failure != null) {
                        refuse(request, failure, answer);
                    } else {
                        tell(queue, task, problem, answer);
                    }
                }));
    }

    private void tell(String queue, Task task, Optional<Problem> problem, Answer answer) {
        if (problem.isPresent()) {
            log.failed(queue, task.id(), problem.get());
            answer.failed(problem.get());
        } else {
            answer.accepted(new Accepted(task.id().value(), queue));
        }
    }

    /** Once the client can read why. */
    private static void refuse(HttpServerRequest request, Throwable failure, Answer answer) {
        if (failure instanceof HttpClosedException || failure instanceof StreamResetException) {
            answer.abandoned(failure);
            return;
        }
        Problem problem = failure instanceof ProblemException known ? known.problem() : Problem.unexpected(failure);
        RequestBody.discard(request).subscribe().with(done -> answer.failed(problem), late -> answer.failed(problem));
    }
}
