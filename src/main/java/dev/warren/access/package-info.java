/**
 * Who may do what on the broker: {@link dev.warren.access.Need} says which permissions Warren's parts need, {@link
 * dev.warren.access.Accounts} manages users by RabbitMQ's management API, and {@link dev.warren.access.AccountSetup} makes those that
 * Warren works with.
 */
package dev.warren.access;
