package dev.warren.deadletter;

import java.util.Optional;

/**
 * How far a replay or discard has come, or how it ended.
 *
 * @param total letters that were in the queue at the start
 * @param read how many of them have been looked at
 * @param matched how many of those the filter matched
 * @param done how many were replayed or discarded: they are not in the queue any more
 * @param copies how many of the replayed were only taken out, for they were copies of others, made by a crash
 * @param failed how many could not be replayed: they are
 * @param trouble why it ended early, or the last reason why a letter failed
 * @param isComplete whether every letter that was there was looked at
 */
public record Progress(
        int total,
        int read,
        int matched,
        int done,
        int copies,
        int failed,
        Optional<Trouble> trouble,
        boolean isComplete) {

    public boolean isSuccess() {
        return isComplete && failed == 0;
    }
}
