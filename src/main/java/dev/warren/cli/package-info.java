/**
 * The commands of {@code warren}: each needs the broker, or a gateway, and nothing else of a running Warren. They start no Quarkus.
 * What they share is in {@link dev.warren.cli.terminal}.
 */
package dev.warren.cli;
