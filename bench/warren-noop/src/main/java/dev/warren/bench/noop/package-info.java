/** A Warren with a handler that does nothing, and times how often. */
package dev.warren.bench.noop;
