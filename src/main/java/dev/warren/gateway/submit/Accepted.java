package dev.warren.gateway.submit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;

/** The answer to a submit: the broker has confirmed the task. */
@RegisterForReflection
record Accepted(String id, String queue) {

    /** There is nothing in either name that JSON would have to escape. */
    Buffer json() {
        return Buffer.buffer("{\"id\":\"" + id + "\",\"queue\":\"" + queue + "\"}");
    }
}
