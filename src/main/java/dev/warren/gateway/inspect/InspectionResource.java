package dev.warren.gateway.inspect;

import dev.warren.gateway.http.Utf8;
import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.inspect.Binding;
import dev.warren.inspect.Connection;
import dev.warren.inspect.Consumer;
import dev.warren.inspect.Exchange;
import dev.warren.inspect.Listing;
import dev.warren.inspect.ManagementAddress;
import dev.warren.inspect.ManagementConfig;
import dev.warren.inspect.Node;
import dev.warren.inspect.QueueDetails;
import dev.warren.inspect.QueueList;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Tells what there is on the broker. Nothing blocks here, and nothing here changes anything. */
@Singleton
@Startup // so that an address that makes no sense is found then
@EndpointDisabled(name = "warren.role", stringValue = "worker")
class InspectionResource implements InspectionApi {

    private static final int SHORT_STRING = 255;

    private final Inspection inspection;
    private final boolean showsClients;

    InspectionResource(Inspection inspection, ManagementConfig config, ManagementAddress checked) {
        this.inspection = inspection;
        this.showsClients = config.showClients();
    }

    @Override
    public Uni<QueueList> queues(HttpServerRequest request) {
        InspectionQuery query = new InspectionQuery(request, "name");
        return inspection
                .queues()
                .map(all -> all.withItems(all.items().stream()
                        .filter(queue -> query.isPartOf("name", queue.name()))
                        .toList()));
    }

    @Override
    public Uni<QueueDetails> queue(String queue, HttpServerRequest request) {
        new InspectionQuery(request);
        if (Utf8.encode(queue).filter(bytes -> bytes.length <= SHORT_STRING).isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_QUEUE_NAME, "A queue's name is up to 255 bytes of UTF-8.");
        }
        return inspection.queue(queue).map(details -> showsClients ? details : details.withoutPersons());
    }

    @Override
    public Uni<Listing<Exchange>> exchanges(HttpServerRequest request) {
        InspectionQuery query = new InspectionQuery(request, "name");
        return inspection.exchanges().map(all -> all.of(exchange -> query.isPartOf("name", exchange.name())));
    }

    @Override
    public Uni<Listing<Binding>> bindings(HttpServerRequest request) {
        InspectionQuery query = new InspectionQuery(request, "exchange", "queue");
        return inspection
                .bindings()
                .map(all -> all.of(binding -> query.is("exchange", binding.exchange())
                        && query.is("queue", binding.to().equals("queue") ? binding.target() : "")));
    }

    @Override
    public Uni<Listing<Consumer>> consumers(HttpServerRequest request) {
        InspectionQuery query = new InspectionQuery(request, "queue");
        return inspection.consumers().map(all -> all.of(consumer -> query.is("queue", consumer.queue()))
                .map(consumer -> showsClients ? consumer : consumer.withoutPerson()));
    }

    @Override
    public Uni<Listing<Connection>> connections(HttpServerRequest request) {
        new InspectionQuery(request);
        return inspection
                .connections()
                .map(all -> all.map(connection -> showsClients ? connection : connection.withoutPerson()));
    }

    @Override
    public Uni<Listing<Node>> nodes(HttpServerRequest request) {
        new InspectionQuery(request);
        return inspection.nodes();
    }
}
