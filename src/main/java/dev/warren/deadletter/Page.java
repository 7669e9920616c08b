package dev.warren.deadletter;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param total letters in the queue
 * @param matched how many of them the filter matches, copies not counted
 * @param copies how many more there are that are copies of these, made by a crash
 * @param letters those of this page
 * @param next where the next page begins; absent on the last
 */
public record Page(int total, int matched, int copies, List<DeadLetter> letters, Optional<Cursor> next) {}
