package dev.warren.worker;

/** Why a worker starts no task for a while. */
enum Hold {
    /** One task runs with no other beside it. */
    ALONE,
    /** The queue is paused, or it is not known yet whether it is. */
    PAUSED
}
