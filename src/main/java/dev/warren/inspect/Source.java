package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who told. */
public enum Source {
    /** RabbitMQ's management API. */
    @JsonProperty("management")
    MANAGEMENT,
    /** The broker itself, which tells less. */
    @JsonProperty("amqp")
    AMQP
}
