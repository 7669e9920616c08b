/**
 * All that Warren does on AMQP 0-9-1, and the only packages that know the RabbitMQ client. Of these each knows only those before it:
 * {@link dev.warren.amqp.connection}, {@link dev.warren.amqp.topology} (what has to be on the broker), {@link dev.warren.amqp.message}
 * (tasks as messages), {@link dev.warren.amqp.publish} and {@link dev.warren.amqp.consume}; upon them, and knowing none of each other, {@link dev.warren.amqp.delay}, {@link
 * dev.warren.amqp.letter}, {@link dev.warren.amqp.depth}, {@link dev.warren.amqp.subscribe} and {@link dev.warren.amqp.event}. {@link
 * dev.warren.amqp.AmqpBeans} puts them together, {@link dev.warren.amqp.event.EventsBeans} what only events need.
 */
package dev.warren.amqp;
