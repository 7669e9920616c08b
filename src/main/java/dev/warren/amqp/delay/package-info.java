/**
 * {@link dev.warren.amqp.delay.DelayLadder}: how a task waits on the broker until it is due.
 */
package dev.warren.amqp.delay;
