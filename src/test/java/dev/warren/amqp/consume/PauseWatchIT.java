package dev.warren.amqp.consume;

import static dev.warren.amqp.Core.name;
import static dev.warren.harness.Patience.await;

import dev.warren.amqp.Core;
import dev.warren.amqp.consume.PauseWatch.Sight;
import dev.warren.harness.BrokerNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PauseWatchIT {

    private final BrokerNode broker = BrokerNode.shared();

    @Test
    void looksOnThoughWhatALookHasComeToCausesAnError() throws Exception {
        List<Sight> told = new CopyOnWriteArrayList<>();
        try (Core core = new Core(broker.amqpUrl());
                PauseWatch watch =
                        new PauseWatch(core.connectedPublisher(), name("watched"), Duration.ofMillis(50), sight -> {
                            told.add(sight);
                            throw new IllegalStateException("can't be told");
                        })) {
            watch.start();
            await().until(() -> told.size() > 1);
        }
    }
}
