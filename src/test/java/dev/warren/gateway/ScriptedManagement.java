package dev.warren.gateway;

import dev.warren.inspect.Inspector;
import dev.warren.inspect.StubApi;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** A management API that tells what a test has it tell, and otherwise that there is no such thing. */
@Alternative
@Singleton
class ScriptedManagement {

    private final StubApi stub = new StubApi();

    @Produces
    @Alternative
    @Singleton
    Inspector inspector() {
        return new Inspector(stub.client());
    }

    StubApi stub() {
        return stub;
    }

    @PreDestroy
    void close() {
        stub.close();
    }
}
