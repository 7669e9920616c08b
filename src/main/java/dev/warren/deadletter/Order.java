package dev.warren.deadletter;

/** Which letters a listing begins with. */
public enum Order {
    NEWEST,
    OLDEST
}
