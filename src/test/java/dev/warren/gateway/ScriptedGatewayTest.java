package dev.warren.gateway;

import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a gateway have at hand: its broker, which confirms until told otherwise, and what it logs as errors. */
abstract class ScriptedGatewayTest {

    @Inject
    ScriptedPublisher publisher;

    final LoggedFaults faults = new LoggedFaults();

    @BeforeEach
    void resetPublisher() {
        publisher.reset();
    }

    @AfterEach
    void stopListening() {
        faults.close();
    }
}
