package dev.warren;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/**
 * SIGTERM and Ctrl+C end the process in order, with exit code 0; a second one ends it at once. The JVM's own handling would
 * exit with 143 and ignore the second.
 */
@ApplicationScoped
public class Signals {

    private static final Logger LOG = Logger.getLogger(Signals.class);
    private static final int EXIT_CODE_BASE = 128;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Event<StopNow> stopNow;

    public Signals(Event<StopNow> stopNow) {
        this.stopNow = stopNow;
    }

    void handle(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Signal.handle(new Signal("TERM"), this::stop);
            Signal.handle(new Signal("INT"), this::stop);
        }
    }

    private void stop(Signal signal) {
        if (stopping.compareAndSet(false, true)) {
            LOG.infof("SIG%s: stopping; once more to stop at once", signal.getName());
            Quarkus.asyncExit(0);
        } else {
            LOG.warnf("SIG%s again: stopping at once; the broker hands out again what was running", signal.getName());
            try {
                stopNow.fire(new StopNow());
            } finally {
                Runtime.getRuntime().halt(EXIT_CODE_BASE + signal.getNumber());
            }
        }
    }
}
