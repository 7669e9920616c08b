package dev.warren.amqp.consume;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.warren.amqp.Core;
import dev.warren.amqp.connection.Connections;
import dev.warren.amqp.topology.Topology;
import dev.warren.harness.BrokerNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeMarkIT {

    private static final int WORKERS = 6;

    private final BrokerNode broker = BrokerNode.shared();
    private final Connections connections = new Core(broker.amqpUrl()).connections;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Connection::abort);
        threads.shutdownNow();
    }

    @Test
    void allWhoLookAtOnceFindOneMarkInEachLifeOfTheNode() throws Exception {
        for (int worker = 0; worker < WORKERS; worker++) {
            opened.add(connections.open("test", threads));
        }
        Set<Optional<String>> lives = new HashSet<>();
        for (int life = 1; life <= 5; life++) {
            new NodeMark(connections).read(opened.get(0));
            broker.amqp().call(channel -> channel.queuePurge(Topology.NODE_MARK)); // as a start of the node would
            Set<Optional<String>> found = new HashSet<>(lookAtOnce());
            found.addAll(lookAtOnce());
            assertThat(found).hasSize(1).doesNotContain(Optional.empty());
            lives.addAll(found);
        }
        assertThat(lives).hasSize(5);
    }

    private List<Optional<String>> lookAtOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(WORKERS);
        List<Future<Optional<String>>> looks = new ArrayList<>();
        for (Connection connection : opened) {
            looks.add(threads.submit(() -> {
                start.await();
                // Who does not get a turn in time goes without, on a slow machine.
                return await().until(() -> new NodeMark(connections).read(connection), Optional::isPresent);
            }));
        }
        List<Optional<String>> found = new ArrayList<>();
        for (Future<Optional<String>> look : looks) {
            found.add(look.get());
        }
        return found;
    }
}
