/**
 * The way of a task through a worker: {@link dev.warren.worker.Worker} receives it, {@link dev.warren.worker.Slots} gives it a
 * slot, {@link dev.warren.worker.Admission} says whether it may start, and how ({@link dev.warren.worker.EarlyTasks}, {@link
 * dev.warren.worker.Isolation}), {@link dev.warren.worker.TaskRun} runs it, {@link dev.warren.worker.Settlement} decides what
 * follows, {@link dev.warren.worker.Postponement} and {@link dev.warren.worker.Handover} publish that, and {@link
 * dev.warren.amqp.consume.Delivery} tells the broker that it is done with. {@link dev.warren.worker.Pause} keeps
 * all that from beginning; {@link dev.warren.worker.Drain} ends it in order, by a signal or by a {@link dev.warren.worker.Shift}.
 */
package dev.warren.worker;
