/** What there is on the broker, by RabbitMQ's management API. Needs no Quarkus, and is not needed by queues and workers. */
package dev.warren.inspect;
