package dev.warren.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {

    private final Permissions ofOneQueue = Part.WORKER.permissions(List.of("a.b"), List.of());
    private final Permissions ofAny = Part.WORKER.permissions(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.b.dead", "warren.tasks", "warren.delay.07", "warren.delay.due.a.b"})
    void workerDeclaresItsQueueAndWhatBelongsToIt(String name) {
        assertThat(permits(ofOneQueue.configure(), name)).isTrue();
        assertThat(permits(ofAny.configure(), name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aXb", "a.b.c", "xa.b", "warren.other", "amq.topic", "amq.default", "a.b.dead2"})
    void othersAreRefused(String name) {
        assertThat(permits(ofOneQueue.configure(), name)).isFalse();
        assertThat(permits(ofOneQueue.write(), name)).isFalse();
        assertThat(permits(ofOneQueue.read(), name)).isFalse();
    }

    @Test
    void anyQueueIsNoneOfRabbitMqAndNoOtherOfWarren() {
        assertThat(permits(ofAny.write(), "anything at all")).isTrue();
        assertThat(permits(ofAny.write(), "amq.topic")).isFalse();
        assertThat(permits(ofAny.write(), "warren.dead.reading.q.dead")).isFalse();
    }

    @Test
    void readerOfLettersMayLockThem() {
        assertThat(permits(Part.GATEWAY.permissions(List.of(), List.of()).configure(), "warren.dead.reading.q.dead"))
                .isTrue();
        assertThat(permits(
                        Part.GATEWAY.permissions(List.of("q"), List.of()).configure(),
                        "warren.dead.reading.other.dead"))
                .isFalse();
    }

    @Test
    void exchangesAreThoseThatAreNamed() {
        Permissions permissions = Permissions.of(EnumSet.of(Need.PUBLISH), List.of(), List.of("events*"));
        assertThat(permits(permissions.write(), "events*")).isTrue();
        assertThat(permits(permissions.write(), "events2")).isFalse();
        assertThat(permits(
                        Permissions.of(EnumSet.of(Need.PUBLISH), List.of(), List.of())
                                .write(),
                        ""))
                .as("the empty name is that of nothing: RabbitMQ asks for amq.default")
                .isTrue();
    }

    @Test
    void whoHasNoExchangesOfOthersMayNotUseThem() {
        assertThat(Part.GATEWAY.reasons(List.of())).noneMatch(reason -> reason.contains("EXCHANGE"));
        assertThat(Part.GATEWAY.reasons(List.of("events"))).anyMatch(reason -> reason.contains("EXCHANGE"));
    }

    /** As RabbitMQ looks for it, which is anywhere in the name. */
    private static boolean permits(String expression, String name) {
        return Pattern.compile(expression).matcher(name).find();
    }
}
