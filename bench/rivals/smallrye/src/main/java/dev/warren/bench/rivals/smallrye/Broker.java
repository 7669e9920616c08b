package dev.warren.bench.rivals.smallrye;

import io.smallrye.common.annotation.Identifier;
import io.vertx.rabbitmq.RabbitMQOptions;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the broker is. */
public class Broker {

    @Produces
    @Identifier("broker")
    RabbitMQOptions options(@ConfigProperty(name = "bench.amqp.url") String url) {
        return new RabbitMQOptions().setUri(url);
    }
}
