package dev.warren.handler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What runs a worker's tasks, and how many at a time. */
@ConfigMapping(prefix = "warren.worker")
public interface HandlerConfig {

    /** How many tasks run at a time: the slots. The worker never holds more tasks than that. */
    @WithDefault("4")
    int concurrency();

    /** What runs the tasks that no Java handler is there for: `java`, `exec` or `http`. */
    @WithDefault("java")
    Kind handler();

    /** The ways to run a task. */
    enum Kind {
        /** A Java handler of this process. */
        JAVA,
        /** A command. */
        EXEC,
        /** A POST to a URL. */
        HTTP
    }
}
