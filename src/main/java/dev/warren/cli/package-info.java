/** Commands that need the broker, or a gateway, and nothing else of a running Warren. They start no Quarkus. */
package dev.warren.cli;
