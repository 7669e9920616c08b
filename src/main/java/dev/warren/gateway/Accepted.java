package dev.warren.gateway;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to a submit: the broker has confirmed the task. */
@RegisterForReflection
record Accepted(String id, String queue) {}
