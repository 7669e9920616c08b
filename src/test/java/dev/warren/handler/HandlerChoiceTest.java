package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Attempt;
import dev.warren.task.Failure;
import dev.warren.task.Failure.Reason;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import io.quarkus.test.component.QuarkusComponentTestExtension;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandlerChoiceTest {

    @RegisterExtension
    static final QuarkusComponentTestExtension CONTAINER = QuarkusComponentTestExtension.builder()
            .addComponentClasses(JavaHandlers.class, TaskThreads.class, Mails.class, Reports.class, Scratch.class)
            .build();

    @Inject
    HandlerChoice choice;

    @RequestScoped
    static class Scratch {
        static final AtomicInteger DESTROYED = new AtomicInteger();
        private int uses;

        int use() {
            return ++uses;
        }

        @PreDestroy
        void destroyed() {
            DESTROYED.incrementAndGet();
        }
    }

    @ApplicationScoped
    @HandlesType("mail")
    static class Mails implements TaskHandler {
        private final Scratch scratch;

        Mails(Scratch scratch) {
            this.scratch = scratch;
        }

        @Override
        public Outcome handle(Attempt attempt) {
            return Outcome.dead("mail " + scratch.use());
        }
    }

    @Singleton
    @HandlesType("report")
    static class Reports implements TaskHandler {
        @Override
        public Outcome handle(Attempt attempt) {
            return Outcome.dead("report");
        }
    }

    @Test
    void typePicksItsHandlerAndEachRunHasARequestContextOfItsOwn() throws Exception {
        int before = Scratch.DESTROYED.get();
        assertThat(run("mail")).isEqualTo(Outcome.dead("mail 1"));
        assertThat(run("mail")).isEqualTo(Outcome.dead("mail 1"));
        assertThat(run("report")).isEqualTo(Outcome.dead("report"));
        assertThat(Scratch.DESTROYED).hasValue(before + 2);
    }

    @Test
    void typeWithoutHandlerIsDeadAndSaysWhatThereIs() throws Exception {
        assertThat(run("fax")).isInstanceOfSatisfying(Outcome.Dead.class, dead -> {
            assertThat(dead.failure().reason()).isEqualTo(Reason.REJECTED);
            assertThat(dead.failure().message()).contains("\"fax\"", "[mail, report]", "@HandlesType");
        });
    }

    @Test
    void taskWithoutTypeOrHandlerIsDead() throws Exception {
        Run run = choice.start(Attempts.of(""));
        run.cancel(Failure.of(Reason.TIMED_OUT, "too late to matter"));
        assertThat(Attempts.outcomeOf(run)).isInstanceOf(Outcome.Dead.class);
    }

    private Outcome run(String type) throws Exception {
        return Attempts.outcomeOf(choice.start(Attempts.ofType(type)));
    }
}
