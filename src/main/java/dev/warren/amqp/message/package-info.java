/**
 * Tasks as messages: {@link dev.warren.amqp.message.TaskMessage} maps one to the other and back.
 */
package dev.warren.amqp.message;
