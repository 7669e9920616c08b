package dev.warren.bench;

import dev.warren.bench.process.Broker;
import dev.warren.bench.process.Children;
import dev.warren.bench.process.Queues;
import dev.warren.bench.process.Rival;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs are made with.
 *
 * @param root Warren's source tree
 * @param java the JVM's home, the same for all that need one
 * @param work a folder for what rivals keep
 * @param rivals those that can be used here
 * @param payload bytes of a task, where a scenario does not vary it
 */
public record Lab(
        Path root,
        Path java,
        Path work,
        Broker broker,
        Queues queues,
        Children children,
        List<Rival> rivals,
        Pace pace,
        Lengths lengths,
        int payload,
        boolean isFull) {

    /** The bare client, which all are compared with. */
    public static final String FLOOR = "java-client";

    /** The client that all are compared with; absent when it is not to run. */
    public List<Rival> floor() {
        return rivals.stream().filter(rival -> rival.name().equals(FLOOR)).toList();
    }

    /**
     * A rival's run, its queue removed afterwards.
     *
     * @param key what runs of the same pace have in common
     * @param verbs the last one measures
     */
    public Measured run(Rival rival, String kind, String key, Map<String, Integer> settings, String... verbs)
            throws Exception {
        String what = String.join(" ", rival.name(), kind, key);
        int tasks = pace.tasks(what);
        String queue = "bench-" + rival.name().replace(' ', '-');
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME", java.toString(),
                "BENCH_DIR", work.toString(),
                "BENCH_AMQP_URL", broker.amqpUrl(),
                "BENCH_QUEUE", queue,
                "BENCH_KIND", kind,
                "BENCH_PAYLOAD", String.valueOf(payload),
                "BENCH_TASKS", String.valueOf(tasks),
                "BENCH_WARMUP", String.valueOf(warmUp(tasks))));
        settings.forEach((name, value) -> environment.put("BENCH_" + name, String.valueOf(value)));
        try {
            for (int verb = 0; verb < verbs.length - 1; verb++) {
                rival.run(children, verbs[verb], environment);
            }
            return pace.learn(what, rival.measure(children, verbs[verbs.length - 1], environment));
        } finally {
            queues.delete(queue);
        }
    }

    /** The part of a run's tasks that is not counted. */
    public int warmUp(int tasks) {
        double part = (double) lengths.warmUp().toMillis() / lengths.whole().toMillis();
        return (int) (tasks * part);
    }
}
