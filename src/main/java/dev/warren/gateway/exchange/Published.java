package dev.warren.gateway.exchange;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The answer to a publish: the broker has routed the message to at least one queue, and confirmed it. */
@RegisterForReflection
record Published(String id, String exchange, String key) {}
