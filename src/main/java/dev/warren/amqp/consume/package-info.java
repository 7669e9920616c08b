/**
 * {@link dev.warren.amqp.consume.QueueConsumer} consumes a queue; {@link dev.warren.amqp.consume.Delivery} is what it hands out, and what
 * becomes of that is told to the broker by it, once.
 */
package dev.warren.amqp.consume;
