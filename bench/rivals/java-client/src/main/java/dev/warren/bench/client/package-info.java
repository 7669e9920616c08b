/** What the RabbitMQ Java client does when nothing is put on top of it. */
package dev.warren.bench.client;
