package dev.warren.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.TaskId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishProblemTest {

    private static final Map<PublishResult, Integer> STATUS = Map.of(
            new PublishResult.Unroutable("warren.tasks", "emails"), 404,
            new PublishResult.Refused(), 429,
            new PublishResult.Unconfirmed(Duration.ofSeconds(5)), 503,
            new PublishResult.ConnectionLost("reset by peer"), 503,
            new PublishResult.Blocked("low on memory"), 503,
            new PublishResult.Unavailable("10.0.0.7 refused"), 503,
            new PublishResult.NoExchange("events"), 404,
            new PublishResult.Forbidden("events", Optional.of("orders")), 403,
            new PublishResult.Invalid("its headers take 200000 bytes"), 400);

    static Stream<PublishResult> failures() {
        return STATUS.keySet().stream();
    }

    @Test
    void everyResultIsEitherConfirmedOrAProblem() {
        Stream<Class<?>> answered =
                Stream.concat(failures().map(Object::getClass), Stream.of(PublishResult.Confirmed.class));

        assertThat(answered).containsExactlyInAnyOrder(PublishResult.class.getPermittedSubclasses());
    }

    @Test
    void confirmedIsNoProblem() {
        assertThat(PublishProblem.of(new PublishResult.Confirmed(), "emails", new TaskId("t-1")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void problemHasStatusQueueAndId(PublishResult failure) {
        Problem problem =
                PublishProblem.of(failure, "emails", new TaskId("t-1")).orElseThrow();

        assertThat(problem.status()).isEqualTo(STATUS.get(failure));
        assertThat(problem.json()).containsEntry("queue", "emails").containsEntry("id", "t-1");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void problemOfAMessageHasStatusExchangeKeyAndId(PublishResult failure) {
        Problem problem = PublishProblem.of(failure, new Destination("events", "orders"), new TaskId("m-1"))
                .orElseThrow();

        assertThat(problem.status()).isEqualTo(STATUS.get(failure));
        assertThat(problem.json())
                .containsEntry("exchange", "events")
                .containsEntry("key", "orders")
                .containsEntry("id", "m-1");
        assertThat(problem.detail()).doesNotContain("task");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatIsWorthRepeatingSaysWhen(PublishResult failure) {
        Problem problem =
                PublishProblem.of(failure, "emails", new TaskId("t-1")).orElseThrow();

        assertThat(problem.retryAfter().isPresent()).isEqualTo(problem.status() == 429 || problem.status() == 503);
    }

    @Test
    void causeFromTheBrokersNetworkIsNotTold() {
        Problem problem = PublishProblem.of(new PublishResult.Unavailable("10.0.0.7 refused"), "q", new TaskId("t"))
                .orElseThrow();

        assertThat(problem.json().toString()).doesNotContain("10.0.0.7");
    }
}
