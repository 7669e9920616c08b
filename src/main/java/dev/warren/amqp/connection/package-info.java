/**
 * The way to the broker: {@link dev.warren.amqp.connection.Connections} opens connections, {@link
 * dev.warren.amqp.connection.Link} keeps one, {@link dev.warren.amqp.connection.Housekeeping} does on one of them what is small and comes
 * again, and asks what may break it, {@link dev.warren.amqp.connection.Errand} what a command does once. Frames are gathered to fewer writes, and what the client
 * can't read is kept from it.
 */
package dev.warren.amqp.connection;
