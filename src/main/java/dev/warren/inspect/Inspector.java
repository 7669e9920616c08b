package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.amqp.topology.Topology;
import dev.warren.inspect.ManagementException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells what there is in the broker's virtual host. Every call blocks; statistics are some seconds old. */
public final class Inspector {

    private static final String COLUMNS = "columns";
    private static final String ROUTING_KEY = "routing_key";
    private static final String POLICY = "effective_policy_definition";

    private final ManagementApi api;

    public Inspector(ManagementApi api) {
        this.api = api;
    }

    public QueueList queues() throws ManagementException {
        List<JsonNode> told = api.list(ofVirtualHost("queues").with(COLUMNS, Queue.COLUMNS));
        Set<String> paused = paused();
        Map<String, Long> depths = new HashMap<>();
        told.forEach(queue ->
                depths.put(queue.path("name").asText(), Queue.depth(queue).orElse(0L)));
        List<Queue> queues = told.stream()
                .map(queue -> Queue.of(
                        queue,
                        Optional.ofNullable(depths.get(
                                Names.deadLettersOf(queue.path("name").asText()))),
                        paused.contains(queue.path("name").asText())))
                .toList();
        long delayed = queues.stream()
                .filter(queue -> queue.use() == QueueUse.DELAYS)
                .mapToLong(queue -> depths.get(queue.name()))
                .sum();
        return new QueueList(
                Source.MANAGEMENT, api.virtualHost(), Optional.of(delayed), queues, List.of(), Optional.empty());
    }

    /** @throws ManagementException if there is no such queue, too */
    public QueueDetails queue(String name) throws ManagementException {
        JsonNode told = api.get(queuePath(name).with(COLUMNS, Queue.COLUMNS + ",consumer_details"));
        Map<String, String> clients = told.path("consumer_details").isEmpty() ? Map.of() : clients();
        return new QueueDetails(
                Source.MANAGEMENT,
                api.virtualHost(),
                Queue.of(told, depth(Names.deadLettersOf(name)), paused().contains(name)),
                api
                        .list(ManagementPath.of("queues", api.virtualHost(), name, "bindings")
                                .with(COLUMNS, Binding.COLUMNS))
                        .stream()
                        .map(Binding::of)
                        .toList(),
                told.path("consumer_details")
                        .valueStream()
                        .map(consumer -> Consumer.of(consumer, clients))
                        .toList(),
                List.of(),
                Optional.empty());
    }

    /**
     * How often a message of this queue may come back before RabbitMQ drops it, by the policies that hold for the queue.
     *
     * @return empty if none says so
     * @throws ManagementException if there is no such queue, too
     */
    public OptionalLong deliveryLimitOfPolicy(String queue) throws ManagementException {
        JsonNode policy = api.get(queuePath(queue).with(COLUMNS, POLICY)).path(POLICY);
        return Told.count(policy, "delivery-limit").map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    public Listing<Exchange> exchanges() throws ManagementException {
        return listing(ofVirtualHost("exchanges").with(COLUMNS, Exchange.COLUMNS), Exchange::of);
    }

    public Listing<Binding> bindings() throws ManagementException {
        return listing(ofVirtualHost("bindings").with(COLUMNS, Binding.COLUMNS), Binding::of);
    }

    public Listing<Consumer> consumers() throws ManagementException {
        Map<String, String> clients = clients();
        return listing(ofVirtualHost("consumers"), consumer -> Consumer.of(consumer, clients));
    }

    public Listing<Connection> connections() throws ManagementException {
        return listing(connectionsPath().with(COLUMNS, Connection.COLUMNS), Connection::of);
    }

    public Listing<Node> nodes() throws ManagementException {
        return listing(ManagementPath.of("nodes").with(COLUMNS, Node.COLUMNS), Node::of);
    }

    private <T> Listing<T> listing(ManagementPath path, Function<JsonNode, T> reading) throws ManagementException {
        return new Listing<>(
                api.virtualHost(), api.list(path).stream().map(reading).toList());
    }

    /** Names that clients gave their connections, by RabbitMQ's own for them. */
    private Map<String, String> clients() throws ManagementException {
        Map<String, String> clients = new HashMap<>();
        for (JsonNode connection :
                api.list(connectionsPath().with(COLUMNS, Connection.NAME + "," + Connection.CLIENT))) {
            Told.text(connection, Connection.CLIENT)
                    .ifPresent(
                            name -> clients.put(connection.path(Connection.NAME).asText(), name));
        }
        return clients;
    }

    /** Queues whose tasks workers are told not to run; none where nobody has ever paused one. */
    private Set<String> paused() throws ManagementException {
        try {
            return api
                    .list(ManagementPath.of("exchanges", api.virtualHost(), Topology.PAUSED, "bindings", "source")
                            .with(COLUMNS, ROUTING_KEY))
                    .stream()
                    .map(flag -> flag.path(ROUTING_KEY).asText())
                    .collect(Collectors.toSet());
        } catch (ManagementException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Set.of();
            }
            throw e;
        }
    }

    private Optional<Long> depth(String queue) throws ManagementException {
        try {
            JsonNode told = api.get(queuePath(queue).with(COLUMNS, "messages_ready,messages_unacknowledged"));
            return Optional.of(Queue.depth(told).orElse(0L));
        } catch (ManagementException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ManagementPath ofVirtualHost(String kind) {
        return ManagementPath.of(kind, api.virtualHost());
    }

    private ManagementPath queuePath(String name) {
        return ManagementPath.of("queues", api.virtualHost(), name);
    }

    private ManagementPath connectionsPath() {
        return ManagementPath.of("vhosts", api.virtualHost(), "connections");
    }
}
