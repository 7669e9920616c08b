/**
 * How much waits in a queue, asked of the queue itself: {@link dev.warren.amqp.depth.QueueDepths} when somebody wants to know, {@link
 * dev.warren.amqp.depth.Backlogs} for as long as somebody watches.
 */
package dev.warren.amqp.depth;
