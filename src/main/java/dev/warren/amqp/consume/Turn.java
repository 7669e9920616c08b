package dev.warren.amqp.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.amqp.connection.Causes;
import dev.warren.amqp.topology.Topology;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The right to do what one at a time may do, in all processes together: an exclusive queue, which goes with its connection. */
public final class Turn {

    private Turn() {}

    /** @return false while another connection has it */
    public static boolean take(Connection connection, String name) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(name, false, true, true, Map.of(Topology.TYPE, "classic"));
            return true;
        } catch (IOException e) {
            if (Causes.closeOf(e)
                    .filter(words -> words.startsWith("RESOURCE_LOCKED"))
                    .isPresent()) {
                return false;
            }
            throw e;
        }
    }

    /** Lets others have it before the connection ends. */
    static void end(Connection connection, String name) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDelete(name);
        }
    }
}
