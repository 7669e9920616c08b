/**
 * Publishes what happens to tasks: {@link dev.warren.amqp.event.EventsLink} sends it, without confirms.
 */
package dev.warren.amqp.event;
