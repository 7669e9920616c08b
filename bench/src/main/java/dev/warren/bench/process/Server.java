package dev.warren.bench.process;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A process that takes tasks over HTTP for as long as it is not ended.
 *
 * @param tasks where to post them
 * @param consumption of the server itself, which may be a child's child
 */
public record Server(Child child, URI tasks, Consumption consumption) implements AutoCloseable {

    public InetSocketAddress address() {
        return new InetSocketAddress(tasks.getHost(), tasks.getPort());
    }

    @Override
    public void close() {
        child.close();
    }
}
