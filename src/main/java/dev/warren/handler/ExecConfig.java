package dev.warren.handler;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Running tasks as commands. */
@ConfigMapping(prefix = "warren.worker.exec")
public interface ExecConfig {

    /** The command line that runs a task, as `/bin/sh` reads it. Needed with `warren.worker.handler=exec`. */
    Optional<String> command();

    /**
     * Exit codes after which a task is not tried again but goes to the dead letters (`rejected`), such as `64,65`. After every
     * other one, 75 (`EX_TEMPFAIL`) and signals among them, it is.
     */
    Optional<Set<Integer>> finalExitCodes();

    /** How much of a run's standard output, and of its standard error, is logged; the rest is thrown away. */
    @WithDefault("64K")
    MemorySize outputLimit();

    /** How long a run that is ended has after SIGTERM, before SIGKILL. */
    @WithDefault("5s")
    Duration killGrace();
}
