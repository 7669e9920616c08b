/**
 * All that Warren does on AMQP 0-9-1, and the only package that knows the RabbitMQ client: {@link
 * dev.warren.amqp.ConfirmingPublisher} publishes, {@link dev.warren.amqp.QueueConsumer} consumes, {@link
 * dev.warren.amqp.Topology} is what has to be on the broker, {@link dev.warren.amqp.TaskMessage} maps tasks to messages.
 */
package dev.warren.amqp;
