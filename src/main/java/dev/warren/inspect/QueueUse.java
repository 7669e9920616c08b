package dev.warren.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What Warren has a queue for, told by its name and its arguments. */
public enum QueueUse {
    /** Tasks wait in it. */
    @JsonProperty("tasks")
    TASKS,
    /** It keeps the dead letters of another. */
    @JsonProperty("dead-letters")
    DEAD_LETTERS,
    /** Delayed tasks wait in it, whichever queue they are for. */
    @JsonProperty("delays")
    DELAYS,
    /** Something else of Warren's. */
    @JsonProperty("internal")
    INTERNAL,
    /** It is not Warren's. */
    @JsonProperty("other")
    OTHER
}
