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
 * @param java the JVM's home, the same for all that need one
 * @param work a folder for what rivals keep
 * @param rivals those that can be used here
 */
public record Lab(
        Path java,
        Path work,
        Broker broker,
        Queues queues,
        Children children,
        List<Rival> rivals,
        Pace pace,
        Lengths lengths,
        Settings settings) {

    /** The bare client, which all are compared with. */
    public static final String FLOOR = "java-client";

    /** All of them, or the bare client alone. */
    public List<Rival> rivals(boolean all) {
        return rivals.stream().filter(rival -> all || rival.isFloor()).toList();
    }

    /**
     * A rival's run, its queue removed afterwards.
     *
     * @param key what runs of the same pace have in common
     * @param verbs the last one measures
     */
    public Measured run(Rival rival, String kind, String key, Map<String, Integer> settings, String... verbs)
            throws Exception {
        String measuring = verbs[verbs.length - 1];
        int underWay = settings.getOrDefault(measuring.equals("submit") ? "WINDOW" : "SLOTS", 1);
        return pace.run(String.join(" ", rival.name(), kind, key), rival.guess(measuring, underWay), tasks -> {
            Map<String, Integer> all = new HashMap<>(settings);
            all.put("TASKS", tasks);
            all.put("WARMUP", lengths.warmUp(tasks));
            return runOnce(rival, kind, all, verbs);
        });
    }

    /** The same, of just the tasks that the settings say. */
    public Measured runOnce(Rival rival, String kind, Map<String, Integer> settings, String... verbs) throws Exception {
        Map<String, String> environment = environment(rival, kind, settings);
        try {
            for (int verb = 0; verb < verbs.length - 1; verb++) {
                rival.run(children, verbs[verb], environment);
            }
            return rival.measure(children, verbs[verbs.length - 1], environment);
        } finally {
            queues.delete(queueOf(rival));
        }
    }

    /** What a rival is told. */
    public Map<String, String> environment(Rival rival, String kind, Map<String, Integer> settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME", java.toString(),
                "BENCH_DIR", work.toString(),
                "BENCH_AMQP_URL", broker.amqpUrl(),
                "BENCH_QUEUE", queueOf(rival),
                "BENCH_KIND", kind,
                "BENCH_PAYLOAD", String.valueOf(this.settings.payload())));
        settings.forEach((name, value) -> environment.put("BENCH_" + name, String.valueOf(value)));
        return environment;
    }

    public static String queueOf(Rival rival) {
        return "bench-" + rival.name().replace(' ', '-');
    }
}
