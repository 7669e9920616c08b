/** Commands that need the broker and nothing of a running Warren. They start no Quarkus. */
package dev.warren.cli;
