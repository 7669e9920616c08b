/** Commands that deal with users, virtual hosts and permissions, by RabbitMQ's management API. Passwords are never arguments. */
package dev.warren.cli.access;
