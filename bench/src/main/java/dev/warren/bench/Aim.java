package dev.warren.bench;

/** What a scenario is about, and so what its results show first. */
public enum Aim {
    /** Tasks in a time. */
    RATE,
    /** How long one task takes on its way, at a given rate. */
    LATENCY,
    /** How long it is to the first task, once. */
    START
}
