/**
 * The way of a task through a worker: {@link dev.warren.worker.Worker} receives it, {@link dev.warren.worker.Slots} lets it
 * start, {@link dev.warren.worker.TaskRun} runs it, {@link dev.warren.worker.Settlement} decides what the broker
 * is told ({@link dev.warren.amqp.Delivery} writes it), and {@link
 * dev.warren.worker.Drain} ends all that in order.
 */
package dev.warren.worker;
