/**
 * {@link dev.warren.amqp.publish.ConfirmingPublisher} publishes, and says of each message what became of it.
 */
package dev.warren.amqp.publish;
