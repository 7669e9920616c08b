package dev.warren.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of events. */
@ApplicationScoped
class EventMetrics {

    private final Map<TaskEvent.Kind, Counter> published = new EnumMap<>(TaskEvent.Kind.class);
    private final Map<TaskEvent.Kind, Counter> dropped = new EnumMap<>(TaskEvent.Kind.class);

    EventMetrics(MeterRegistry registry) {
        for (TaskEvent.Kind kind : TaskEvent.Kind.values()) {
            published.put(kind, counter(kind, "published", registry));
            dropped.put(kind, counter(kind, "dropped", registry));
        }
    }

    private static Counter counter(TaskEvent.Kind kind, String result, MeterRegistry registry) {
        return Counter.builder("warren.events")
                .description("Events of tasks: handed to the broker, or dropped")
                .tags("event", kind.label(), "result", result)
                .register(registry);
    }

    void published(TaskEvent event) {
        published.get(event.kind()).increment();
    }

    void dropped(TaskEvent event) {
        dropped.get(event.kind()).increment();
    }

    long dropped() {
        return (long) dropped.values().stream().mapToDouble(Counter::count).sum();
    }
}
