package dev.warren.gateway.deadletter;

import static dev.warren.gateway.deadletter.DeadLetterQuery.ALL;
import static dev.warren.gateway.deadletter.DeadLetterQuery.COPIES;
import static dev.warren.gateway.deadletter.DeadLetterQuery.FILTER;
import static dev.warren.gateway.deadletter.DeadLetterQuery.PAGE;
import static dev.warren.gateway.deadletter.DeadLetterQuery.REPLAY;

import dev.warren.amqp.letter.LettersException;
import dev.warren.deadletter.DeadLetters;
import dev.warren.deadletter.FoundLetter;
import dev.warren.deadletter.LetterFilter;
import dev.warren.deadletter.Progress;
import dev.warren.deadletter.Trouble;
import dev.warren.gateway.http.QueueName;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.task.Payload;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** Dead letters over HTTP. Reading them blocks, for as long as there are letters and the caller stays. */
@Singleton
@Blocking
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class DeadLettersResource implements DeadLettersApi {

    private static final int MULTI_STATUS = 207;

    /** Each holds payloads in memory. */
    private static final int READINGS = 4;

    private final DeadLetters letters;
    private final Semaphore readings = new Semaphore(READINGS);

    DeadLettersResource(DeadLetters letters) {
        this.letters = letters;
    }

    /** A replay or discard that only waits to be told who listens. */
    private interface Work {
        Progress run(Consumer<Progress> listener, CompletableFuture<Void> abandoned);
    }

    @Override
    public Response list(String queue, RoutingContext context) {
        QueueName.check(queue);
        DeadLetterQuery query = new DeadLetterQuery(context.request(), FILTER, PAGE);
        return Response.ok(DeadLetterJson.page(
                        queue,
                        reading(
                                gone(context),
                                abandoned -> letters.list(
                                        queue,
                                        query.filter(),
                                        query.order(),
                                        query.limit(),
                                        query.after(),
                                        abandoned))))
                .build();
    }

    @Override
    public Response groups(String queue, RoutingContext context) {
        QueueName.check(queue);
        LetterFilter filter = new DeadLetterQuery(context.request(), FILTER).filter();
        return Response.ok(DeadLetterJson.groups(
                        queue, reading(gone(context), abandoned -> letters.groups(queue, filter, abandoned))))
                .build();
    }

    @Override
    public Response get(String queue, String id, RoutingContext context) {
        return Response.ok(DeadLetterJson.found(find(queue, id, context))).build();
    }

    /** Foreign content on this origin: never to be shown, nor guessed at, by a browser. */
    @Override
    public Response payload(String queue, String id, RoutingContext context) {
        FoundLetter found = find(queue, id, context);
        String type = found.summary().contentType().orElse(Payload.OCTET_STREAM);
        Response.ResponseBuilder response = Response.ok(found.payload(), MediaTypes.orBytes(type))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payload\"");
        found.letter()
                .contentEncoding()
                .filter(MediaTypes::isToken)
                .ifPresent(encoding -> response.header(HttpHeaders.CONTENT_ENCODING, encoding));
        return response.build();
    }

    @Override
    public Response replayOne(String queue, String id, RoutingContext context) {
        DeadLetterQuery query = new DeadLetterQuery(context.request(), REPLAY);
        return answerOne(queue, "replayed", run(context, replay(queue, LetterFilter.ofId(id), query)));
    }

    @Override
    public Response replay(String queue, RoutingContext context) {
        return answer(queue, "replayed", run(context, replays(queue, context)));
    }

    @Override
    public Multi<Map<String, Object>> replayTelling(String queue, RoutingContext context) {
        return tell(queue, "replayed", replays(queue, context));
    }

    @Override
    public Response discardOne(String queue, String id, RoutingContext context) {
        new DeadLetterQuery(context.request());
        return answerOne(queue, "discarded", run(context, discard(queue, LetterFilter.ofId(id))));
    }

    @Override
    public Response discard(String queue, RoutingContext context) {
        return answer(queue, "discarded", run(context, discards(queue, context)));
    }

    @Override
    public Multi<Map<String, Object>> discardTelling(String queue, RoutingContext context) {
        return tell(queue, "discarded", discards(queue, context));
    }

    private Work replays(String queue, RoutingContext context) {
        DeadLetterQuery query = new DeadLetterQuery(context.request(), FILTER, ALL, REPLAY);
        return replay(queue, query.deliberateFilter(), query);
    }

    private Work replay(String queue, LetterFilter filter, DeadLetterQuery query) {
        QueueName.check(queue);
        Optional<String> to = query.to();
        OptionalDouble rate = query.rate();
        return (listener, abandoned) -> letters.replay(queue, filter, to, rate, listener, abandoned);
    }

    private Work discards(String queue, RoutingContext context) {
        QueueName.check(queue);
        DeadLetterQuery query = new DeadLetterQuery(context.request(), FILTER, ALL, COPIES);
        LetterFilter filter = query.deliberateFilter();
        return query.onlyCopies()
                ? (listener, abandoned) -> letters.discardCopies(queue, filter, listener, abandoned)
                : discard(queue, filter);
    }

    private Work discard(String queue, LetterFilter filter) {
        QueueName.check(queue);
        return (listener, abandoned) -> letters.discard(queue, filter, listener, abandoned);
    }

    private FoundLetter find(String queue, String id, RoutingContext context) {
        QueueName.check(queue);
        new DeadLetterQuery(context.request());
        return reading(gone(context), abandoned -> letters.find(queue, id, abandoned))
                .orElseThrow(() -> new ProblemException(LetterProblem.noSuchLetter()));
    }

    private Progress run(RoutingContext context, Work work) {
        return reading(gone(context), abandoned -> work.run(progress -> {}, abandoned));
    }

    /** Lines, the last of them like the answer to someone who does not want lines. */
    private Multi<Map<String, Object>> tell(String queue, String verb, Work work) {
        return Multi.createFrom()
                .<Progress>emitter(
                        lines -> {
                            CompletableFuture<Void> gone = new CompletableFuture<>();
                            lines.onTermination(() -> gone.complete(null));
                            try {
                                lines.emit(reading(gone, abandoned -> work.run(lines::emit, abandoned)));
                                lines.complete();
                            } catch (RuntimeException e) {
                                lines.fail(e);
                            }
                        },
                        BackPressureStrategy.LATEST)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(progress -> DeadLetterJson.progress(queue, verb, progress));
    }

    private <T> T reading(CompletableFuture<Void> abandoned, Function<CompletableFuture<Void>, T> work) {
        if (!readings.tryAcquire()) {
            throw new ProblemException(LetterProblem.tooManyReadings());
        }
        try {
            return work.apply(abandoned);
        } catch (LettersException e) {
            throw new ProblemException(LetterProblem.of(e));
        } finally {
            readings.release();
        }
    }

    private static CompletableFuture<Void> gone(RoutingContext context) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        context.addEndHandler(ended -> gone.complete(null));
        return gone;
    }

    private static Response answerOne(String queue, String verb, Progress progress) {
        if (progress.matched() == 0 && progress.isComplete()) {
            throw new ProblemException(LetterProblem.noSuchLetter());
        }
        return answer(queue, verb, progress);
    }

    private static Response answer(String queue, String verb, Progress progress) {
        if (progress.read() == 0 && progress.trouble().orElse(null) instanceof Trouble.NotReadable notReadable) {
            throw new ProblemException(LetterProblem.of(notReadable.cause()));
        }
        return Response.status(progress.isSuccess() ? Response.Status.OK.getStatusCode() : MULTI_STATUS)
                .entity(DeadLetterJson.progress(queue, verb, progress))
                .build();
    }
}
