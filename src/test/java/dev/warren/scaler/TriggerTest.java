package dev.warren.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {

    private static Trigger of(String queue, String value) {
        return Trigger.of(KedaClient.scaledObject(Map.of("queueName", queue, "value", value)));
    }

    @Test
    void metadataSayTheQueueAndHowManyTasksAWorkerIsFor() {
        assertThat(of("emails", "4")).isEqualTo(new Trigger("emails", 4));
        assertThat(of("emails", "0.5")).isEqualTo(new Trigger("emails", 0.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "NaN", "Infinity"})
    void workersAreForSomeTasks(String value) {
        assertThatThrownBy(() -> of("emails", value))
                .isInstanceOf(ScalerException.class)
                .hasMessageContaining("value has to be a number of tasks above 0, not '" + value + "'");
    }

    @Test
    void queueHasAName() {
        assertThatThrownBy(() -> of("", "4")).hasMessageContaining("queueName");
        assertThatThrownBy(() -> of("ü".repeat(128), "4")).hasMessageContaining("queueName");
    }
}
