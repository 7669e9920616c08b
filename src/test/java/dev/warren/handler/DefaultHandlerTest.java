package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import io.quarkus.test.component.QuarkusComponentTestExtension;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DefaultHandlerTest {

    @RegisterExtension
    static final QuarkusComponentTestExtension CONTAINER = QuarkusComponentTestExtension.builder()
            .addComponentClasses(JavaHandlers.class, TaskThreads.class, Mails.class, Anything.class)
            .build();

    @Singleton
    static class Anything implements TaskHandler {
        @Override
        public Outcome handle(Attempt attempt) {
            return Outcome.dead("anything");
        }
    }

    @Inject
    HandlerChoice choice;

    @Test
    void handlerWithoutATypeRunsWhatNoOtherDoes() throws Exception {
        assertThat(Attempts.outcomeOf(choice.start(Attempts.ofType("fax")))).isEqualTo(Outcome.dead("anything"));
        assertThat(Attempts.outcomeOf(choice.start(Attempts.of("")))).isEqualTo(Outcome.dead("anything"));
        assertThat(Attempts.outcomeOf(choice.start(Attempts.ofType("mail")))).isEqualTo(Mails.OUTCOME);
    }
}
