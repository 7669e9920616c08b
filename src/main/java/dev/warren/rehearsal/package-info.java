/** A start to the first task done where there is no broker: for a JVM to learn from, when an image is built. Knows nothing of the rest. */
package dev.warren.rehearsal;
