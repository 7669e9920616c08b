package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import io.quarkus.test.component.QuarkusComponentTestExtension;
import io.quarkus.test.component.TestConfigProperty;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandlerConfigurationTest {

    @Singleton
    @HandlesType("mail")
    static class Mails implements TaskHandler {
        @Override
        public Outcome handle(Attempt attempt) {
            return Outcome.dead("mails");
        }
    }

    @Singleton
    @HandlesType("mail")
    static class OtherMails extends Mails {}

    @Singleton
    static class Anything implements TaskHandler {
        @Override
        public Outcome handle(Attempt attempt) {
            return Outcome.dead("anything");
        }
    }

    private static QuarkusComponentTestExtension container(Class<?>... handlers) {
        return QuarkusComponentTestExtension.builder()
                .addComponentClasses(JavaHandlers.class, TaskThreads.class, ExecTaskRunner.class)
                .addComponentClasses(handlers)
                .build();
    }

    @Nested
    class TwoHandlersOfOneType {
        @RegisterExtension
        static final QuarkusComponentTestExtension CONTAINER = container(Mails.class, OtherMails.class);

        @Inject
        Instance<TaskRunners> runners;

        @Test
        void areAnErrorThatNamesBoth() {
            assertThatThrownBy(() -> runners.get())
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("\"mail\"", Mails.class.getName(), OtherMails.class.getName());
        }
    }

    @Nested
    class HandlerWithoutAType {
        @RegisterExtension
        static final QuarkusComponentTestExtension CONTAINER = container(Mails.class, Anything.class);

        @Inject
        TaskRunners runners;

        @Test
        void runsWhatNoOtherDoes() throws Exception {
            assertThat(Attempts.outcomeOf(runners.start(Attempts.ofType("fax"))))
                    .isEqualTo(Outcome.dead("anything"));
            assertThat(Attempts.outcomeOf(runners.start(Attempts.of("")))).isEqualTo(Outcome.dead("anything"));
            assertThat(Attempts.outcomeOf(runners.start(Attempts.ofType("mail"))))
                    .isEqualTo(Outcome.dead("mails"));
        }
    }

    @Nested
    @TestConfigProperty(key = "warren.worker.handler", value = "exec")
    class ExecWithoutCommand {
        @RegisterExtension
        static final QuarkusComponentTestExtension CONTAINER = container();

        @Inject
        Instance<TaskRunners> runners;

        @Test
        void isAnErrorThatNamesTheProperty() {
            assertThatThrownBy(() -> runners.get()).hasStackTraceContaining("warren.worker.exec.command is not set");
        }
    }

    @Nested
    @TestConfigProperty(key = "warren.worker.handler", value = "exec")
    @TestConfigProperty(key = "warren.worker.exec.command", value = "exit 7")
    class Exec {
        @RegisterExtension
        static final QuarkusComponentTestExtension CONTAINER = container(Mails.class);

        @Inject
        TaskRunners runners;

        @Test
        void runsWhatNoJavaHandlerDoes() throws Exception {
            assertThat(Attempts.outcomeOf(runners.start(Attempts.ofType("mail"))))
                    .isEqualTo(Outcome.dead("mails"));
            assertThat(Attempts.failureOf(runners.start(Attempts.ofType("fax")))
                            .failure()
                            .message())
                    .contains("exit code 7");
        }
    }
}
