package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Something small that has to be done on the broker again and again. */
public interface Chore {

    /** There is a new connection: whatever was declared before may be gone. */
    void begin();

    /** Does what is due; called about once a tick, or more often. */
    void tick(Connection connection) throws IOException, TimeoutException;
}
