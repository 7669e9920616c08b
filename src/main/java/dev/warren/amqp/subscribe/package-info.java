/**
 * {@link dev.warren.amqp.subscribe.Subscriptions} reads exchanges by exclusive queues, for as long as somebody listens.
 */
package dev.warren.amqp.subscribe;
