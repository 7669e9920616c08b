package dev.warren.handler;

import dev.warren.task.TaskHandler;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InstanceHandle;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** The {@link TaskHandler} beans of the application, by the type of task that they run. */
@Singleton
class JavaHandlers {

    private static final Logger LOG = Logger.getLogger(JavaHandlers.class);

    private final Map<Optional<String>, InstanceHandle<TaskHandler>> byType = new HashMap<>();

    /**
     * Injecting them all also keeps Quarkus from removing them as unused.
     *
     * @throws IllegalStateException two beans are for the same type
     */
    @Inject
    JavaHandlers(@All @Any List<InstanceHandle<TaskHandler>> beans) {
        for (InstanceHandle<TaskHandler> bean : beans) {
            Optional<String> type = typeOf(bean.getBean());
            InstanceHandle<TaskHandler> other = byType.putIfAbsent(type, bean);
            if (other != null) {
                throw new IllegalStateException(ambiguous(type, other, bean));
            }
        }
        LOG.debugf("Java handlers for the types %s", types());
    }

    /** The handler of a type; for the empty type the one that is for all others. */
    Optional<TaskHandler> of(Optional<String> type) {
        return Optional.ofNullable(byType.get(type))
                .map(bean ->
                        new RequestScopedHandler(bean.get(), Arc.container().requestContext()));
    }

    /** The types that have a handler of their own. */
    SortedSet<String> types() {
        SortedSet<String> types = new TreeSet<>();
        byType.keySet().forEach(type -> type.ifPresent(types::add));
        return types;
    }

    private static Optional<String> typeOf(InjectableBean<TaskHandler> bean) {
        return bean.getQualifiers().stream()
                .filter(HandlesType.class::isInstance)
                .map(qualifier -> ((HandlesType) qualifier).value())
                .findFirst();
    }

    private static String ambiguous(
            Optional<String> type, InstanceHandle<TaskHandler> one, InstanceHandle<TaskHandler> other) {
        String what = type.map(name -> "type \"" + name + '"').orElse("tasks of any other type");
        return "Two task handlers for " + what + ": " + nameOf(one) + " and " + nameOf(other)
                + ". Remove one, or give it another @HandlesType.";
    }

    private static String nameOf(InstanceHandle<TaskHandler> bean) {
        return bean.getBean().getBeanClass().getName();
    }
}
