/**
 * Tasks come in: {@link dev.warren.gateway.submit.TaskIntake} reads one from a request, {@link dev.warren.gateway.submit.Batch} many, and {@link
 * dev.warren.gateway.submit.Submitter} publishes them and answers when the broker has confirmed.
 */
package dev.warren.gateway.submit;
