package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.component.QuarkusComponentTestExtension;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AmbiguousHandlersTest {

    @RegisterExtension
    static final QuarkusComponentTestExtension CONTAINER = QuarkusComponentTestExtension.builder()
            .addComponentClasses(JavaHandlers.class, TaskThreads.class, Mails.class, OtherMails.class)
            .build();

    @Singleton
    @HandlesType("mail")
    static class OtherMails extends Mails {}

    @Inject
    Instance<HandlerChoice> choice;

    @Test
    void twoHandlersOfOneTypeAreAnErrorThatNamesBoth() {
        assertThatThrownBy(() -> choice.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("\"mail\"", Mails.class.getName(), OtherMails.class.getName());
    }
}
