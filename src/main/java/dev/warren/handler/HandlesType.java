package dev.warren.handler;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which type of task a {@link dev.warren.task.TaskHandler} bean runs. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
public @interface HandlesType {

    /** The task type, as in the AMQP property {@code type}. */
    String value();

    /** For choosing a bean at run time. */
    final class Literal extends AnnotationLiteral<HandlesType> implements HandlesType {

        private final String value;

        public Literal(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
