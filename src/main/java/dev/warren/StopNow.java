package dev.warren;

/** The process ends at once, without the orderly shutdown: whoever has started something outside of it has to end that. */
public record StopNow() {}
