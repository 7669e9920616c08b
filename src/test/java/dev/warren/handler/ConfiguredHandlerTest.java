package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.component.QuarkusComponentTestExtension;
import io.quarkus.test.component.TestConfigProperty;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestConfigProperty(key = "warren.worker.handler", value = "exec")
@TestConfigProperty(key = "warren.worker.exec.command", value = "exit 7")
class ConfiguredHandlerTest {

    @RegisterExtension
    static final QuarkusComponentTestExtension CONTAINER = QuarkusComponentTestExtension.builder()
            .addComponentClasses(JavaHandlers.class, TaskThreads.class, ExecTaskRunner.class, Mails.class)
            .build();

    @Inject
    HandlerChoice choice;

    @Test
    void configuredHandlerRunsWhatNoJavaHandlerDoes() throws Exception {
        assertThat(Attempts.outcomeOf(choice.start(Attempts.ofType("mail")))).isEqualTo(Mails.OUTCOME);
        assertThat(Attempts.failureOf(choice.start(Attempts.ofType("fax")))
                        .failure()
                        .message())
                .contains("exit code 7");
    }
}
