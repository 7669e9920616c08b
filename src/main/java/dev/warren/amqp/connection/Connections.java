package dev.warren.amqp.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import dev.warren.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Opens named connections. They don't recover by themselves: {@link Link} does that, for the cases the client leaves out. */
public final class Connections {

    /** How long an answer of the broker to a declare or consume may take. */
    private static final int RPC_TIMEOUT_MILLIS = 10_000;

    /** The client's, with a filter for frames that come in and a gatherer for those that go out. */
    private static final class FilteringFactory extends ConnectionFactory {

        private FrameFilter filter = FrameFilter.NONE;

        @Override
        protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
            FrameHandlerFactory sockets = super.createFrameHandlerFactory();
            FrameFilter chosen = filter;
            return (address, name) -> new GatheredFrames(new ReadableFrames(sockets.create(address, name), chosen));
        }
    }

    private final FilteringFactory factory = new FilteringFactory();
    private final List<Address> addresses;
    private final String process;

    /**
     * @param tls the context to use where the broker wants TLS
     * @param process names this process in the broker's listings
     */
    public Connections(Broker broker, Optional<SSLContext> tls, String process) {
        this.process = process;
        this.addresses = broker.endpoints().stream()
                .map(endpoint -> new Address(endpoint.host(), endpoint.port()))
                .toList();
        factory.setUsername(broker.username());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.virtualHost());
        factory.setRequestedHeartbeat((int) Math.max(1, broker.heartbeat().toSeconds()));
        factory.setConnectionTimeout((int) broker.connectTimeout().toMillis());
        factory.setHandshakeTimeout((int) broker.connectTimeout().toMillis());
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        // What the broker has taken has to be deliverable: the client would close the connection over 64 MiB, for ever
        // again.
        factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setThreadFactory(Threads.named("warren-amqp"));
        // Without one, whoever notices a dead connection waits for the write that goes on there, which the system gives
        // up after a quarter of an hour: https://github.com/rabbitmq/rabbitmq-java-client/pull/191
        factory.setShutdownExecutor(Executors.newCachedThreadPool(Threads.named("warren-amqp-shutdown")));
        tls.ifPresent(context -> {
            factory.useSslProtocol(context);
            factory.enableHostnameVerification();
        });
    }

    /**
     * @param purpose what the connection is for, part of its name
     * @param callbacks runs the callbacks of its consumers
     */
    public Connection open(String purpose, ExecutorService callbacks) throws IOException, TimeoutException {
        return factory.newConnection(callbacks, addresses, name(purpose));
    }

    /**
     * @param filter gets every frame that comes in
     * @param rpcTimeout how long an answer of the broker may take
     */
    public Connection open(String purpose, ExecutorService callbacks, FrameFilter filter, Duration rpcTimeout)
            throws IOException, TimeoutException {
        FilteringFactory filtering = (FilteringFactory) factory.clone();
        filtering.filter = filter;
        filtering.setChannelRpcTimeout((int) rpcTimeout.toMillis());
        return filtering.newConnection(callbacks, addresses, name(purpose));
    }

    /** Where the broker is looked for. */
    String where() {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    /** In the broker's listings. */
    private String name(String purpose) {
        return "warren " + purpose + " " + process;
    }
}
