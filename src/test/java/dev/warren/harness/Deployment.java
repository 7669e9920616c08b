package dev.warren.harness;

import java.util.ArrayList;
import java.util.List;

/** Processes of one setup that are started anew when they have died, as Kubernetes does with pods. */
public final class Deployment {

    private final WarrenSetup setup;
    private final List<WarrenProcess> replicas = new ArrayList<>();

    private Deployment(WarrenSetup setup) {
        this.setup = setup;
    }

    /** So many of them, all ready. */
    public static Deployment of(WarrenSetup setup, int replicas) {
        Deployment deployment = new Deployment(setup);
        for (int i = 0; i < replicas; i++) {
            deployment.replicas.add(setup.startReady());
        }
        return deployment;
    }

    /** Puts a new one in the place of each that has died. To be called now and then. */
    public void tend() {
        replicas.replaceAll(replica -> replica.isAlive() ? replica : startedAfter(replica));
    }

    /** A task may kill it before it has said where it listens: then the next call tries again. */
    private WarrenProcess startedAfter(WarrenProcess dead) {
        try {
            return setup.start();
        } catch (IllegalStateException diedAtOnce) {
            return dead;
        }
    }

    /** SIGKILL to the first. */
    public void killOne() {
        replicas.get(0).kill();
    }
}
