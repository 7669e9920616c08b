package dev.warren.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Listing;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;
import java.util.List;
import java.util.stream.Stream;

/** What a gateway tells. */
final class GatewayView implements BrokerView {

    private final Gateway gateway;

    GatewayView(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public QueueList queues() throws CommandException {
        return get(new TypeReference<>() {}, "queues");
    }

    @Override
    public QueueDetails queue(String name) throws CommandException {
        return get(new TypeReference<>() {}, "queues", name);
    }

    @Override
    public Listing<Exchange> exchanges() throws CommandException {
        return get(new TypeReference<>() {}, "exchanges");
    }

    @Override
    public Listing<Binding> bindings() throws CommandException {
        return get(new TypeReference<>() {}, "bindings");
    }

    @Override
    public Listing<Consumer> consumers() throws CommandException {
        return get(new TypeReference<>() {}, "consumers");
    }

    @Override
    public Listing<Connection> connections() throws CommandException {
        return get(new TypeReference<>() {}, "connections");
    }

    @Override
    public Listing<Node> nodes() throws CommandException {
        return get(new TypeReference<>() {}, "nodes");
    }

    private <T> T get(TypeReference<T> type, String... path) throws CommandException {
        List<String> whole = Stream.concat(Stream.of("api"), Stream.of(path)).toList();
        JsonNode told = gateway.call("GET", whole, List.of());
        JavaType known = Json.MAPPER.constructType(type);
        try {
            return Json.MAPPER.treeToValue(told, known);
        } catch (JsonProcessingException e) {
            throw new CommandException(Exit.AWAY, "what answers there is not a gateway of this version of Warren");
        }
    }
}
