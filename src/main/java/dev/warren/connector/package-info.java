/**
 * The SmallRye Reactive Messaging connector {@code warren-rabbitmq}: channels of an application map to durable exchanges and
 * queues, with the guarantees of {@code dev.warren.amqp}.
 */
package dev.warren.connector;
