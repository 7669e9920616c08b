package dev.warren.gateway.inspect;

import dev.warren.NowAndThen;
import dev.warren.Threads;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.CountedQueues;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Inspector;
import dev.warren.inspect.Listing;
import dev.warren.inspect.ManagementConfig;
import dev.warren.inspect.ManagementException;
import dev.warren.inspect.ManagementException.Kind;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What there is on the broker, for all who ask at a time. The management API has threads of its own here: it may be slow. */
@Singleton
class Inspection {

    private static final Duration LOGGED_EVERY = Duration.ofMinutes(10);
    private static final int THREADS = 4;
    private static final int WAITING = 100;

    private final Instance<Inspector> inspector;
    private final Instance<CountedQueues> counted;
    private final RecentAnswers recent;
    private final NowAndThen logged;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Threads.named("warren-inspect"));

    /** Something that the management API is asked. */
    private interface Question<T> {
        T of(Inspector inspector) throws ManagementException;
    }

    Inspection(Instance<Inspector> inspector, Instance<CountedQueues> counted, ManagementConfig config, Clock clock) {
        this.inspector = inspector;
        this.counted = counted;
        this.recent = new RecentAnswers(config.maxAge(), clock);
        this.logged = new NowAndThen(LOGGED_EVERY, clock);
        threads.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    /** By AMQP alone where the management API does not tell. */
    Uni<QueueList> queues() {
        return answer("queues", Inspector::queues)
                .onFailure(ManagementException.class)
                .recoverWithUni(
                        failure -> known("counted queues", () -> counted.get().queues(why(failure))));
    }

    Uni<QueueDetails> queue(String name) {
        return answer("queue " + name, inspector -> inspector.queue(name))
                .onFailure(ManagementException.class)
                .recoverWithUni(failure -> known(
                                "counted queue " + name, () -> counted.get().queue(name, why(failure)))
                        .map(found -> found.orElseThrow(() -> new ProblemException(InspectionProblem.noSuchQueue()))));
    }

    Uni<Listing<Exchange>> exchanges() {
        return listing("exchanges", Inspector::exchanges);
    }

    Uni<Listing<Binding>> bindings() {
        return listing("bindings", Inspector::bindings);
    }

    Uni<Listing<Consumer>> consumers() {
        return listing("consumers", Inspector::consumers);
    }

    Uni<Listing<Connection>> connections() {
        return listing("connections", Inspector::connections);
    }

    Uni<Listing<Node>> nodes() {
        return listing("nodes", Inspector::nodes);
    }

    private <T> Uni<T> listing(String kind, Question<T> question) {
        return answer(kind, question)
                .onFailure(ManagementException.class)
                .transform(failure -> new ProblemException(InspectionProblem.away(why(failure))));
    }

    private <T> Uni<T> answer(String name, Question<T> question) {
        return Uni.createFrom()
                .completionStage(() -> recent.to(name, () -> ask(question)))
                .onFailure(CompletionException.class)
                .transform(Throwable::getCause);
    }

    private <T> CompletionStage<T> ask(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    answer.complete(question.of(inspector.get()));
                } catch (ManagementException e) {
                    log(e);
                    answer.completeExceptionally(e);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new ProblemException(InspectionProblem.tooMany());
        }
        return answer;
    }

    private <T> Uni<T> known(String name, Supplier<CompletionStage<T>> fetch) {
        return Uni.createFrom()
                .completionStage(() -> recent.to(name, fetch))
                .onFailure()
                .transform(failure -> new ProblemException(InspectionProblem.brokerAway()));
    }

    private void log(ManagementException failure) {
        if (failure.kind() != Kind.NOT_FOUND && logged.isDue(failure.getMessage())) {
            Log.warnf("What there is on the broker can't be told in full: %s", failure.getMessage());
        }
    }

    private static String why(Throwable failure) {
        return InspectionProblem.words((ManagementException) failure);
    }
}
