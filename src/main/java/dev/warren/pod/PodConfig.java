package dev.warren.pod;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The pod that a worker runs in, for what it tells Kubernetes about itself. The Helm chart sets all of it. */
@ConfigMapping(prefix = "warren.pod")
public interface PodConfig {

    /**
     * Whether a worker says in the annotation `controller.kubernetes.io/pod-deletion-cost` of its pod if it is busy, so that idle pods go
     * first when there are to be fewer. Its service account has to be allowed to patch pods.
     */
    @WithDefault("false")
    boolean deletionCost();

    /** Name of the pod. */
    Optional<String> name();

    /** Its namespace. */
    Optional<String> namespace();

    /** Where the API server is. */
    @WithDefault("https://kubernetes.default.svc")
    URI api();

    /** Folder with the service account's `token`, and with `ca.crt`, the authority of the API server's certificate. */
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount")
    Path credentials();
}
