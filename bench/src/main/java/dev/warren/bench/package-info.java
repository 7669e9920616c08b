/**
 * Measures Warren beside its rivals: {@link dev.warren.bench.Bench} is the command, {@link dev.warren.bench.Rounds} makes the
 * runs of each {@link dev.warren.bench.Scenario} in turn.
 */
package dev.warren.bench;
