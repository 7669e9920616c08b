/**
 * Tasks come in: {@link dev.warren.gateway.submit.TaskIntake} reads one from a request, {@link dev.warren.gateway.submit.Batch} many, and {@link dev.warren.gateway.submit.Submitter}
 * publishes them and tells what became of each. How a task is described by headers and query ({@link dev.warren.gateway.submit.RequestHead}, {@link dev.warren.gateway.submit.TaskDraft})
 * messages for exchanges share.
 */
package dev.warren.gateway.submit;
