package dev.warren.deadletter;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Picks a page out of letters in any order, holding no more than one page of them. */
final class PageBuilder {

    /** @param number by which letters of one time and id keep their order */
    private record Entry(DeadLetter letter, Cursor place, int number) {}

    private final Order order;
    private final int limit;
    private final Optional<Cursor> after;
    private final Comparator<Entry> listing;
    private final PriorityQueue<Entry> page;
    private int matched;
    private int beyond;
    private int atCursor;

    PageBuilder(Order order, int limit, Optional<Cursor> after) {
        this.order = order;
        this.limit = limit;
        this.after = after;
        this.listing = ((Comparator<Entry>) (one, other) -> one.place().compareTo(other.place(), order))
                .thenComparing(Entry::number);
        this.page = new PriorityQueue<>(listing.reversed());
    }

    void add(DeadLetter letter) {
        matched++;
        Cursor place = Cursor.of(letter);
        if (isListed(place)) {
            return;
        }
        page.add(new Entry(letter, place, matched));
        if (page.size() > limit) {
            page.remove();
            beyond++;
        }
    }

    private boolean isListed(Cursor place) {
        if (after.isEmpty()) {
            return false;
        }
        int comparison = place.compareTo(after.get(), order);
        return comparison < 0 || comparison == 0 && ++atCursor <= after.get().listed();
    }

    Page build(int total, int copies) {
        List<Entry> entries = page.stream().sorted(listing).toList();
        return new Page(
                total,
                matched,
                copies,
                entries.stream().map(Entry::letter).toList(),
                beyond == 0 ? Optional.empty() : Optional.of(next(entries)));
    }

    private Cursor next(List<Entry> entries) {
        Cursor last = entries.get(entries.size() - 1).place();
        int listed = (int) entries.stream()
                .filter(entry -> entry.place().compareTo(last, order) == 0)
                .count();
        int before = after.filter(cursor -> cursor.compareTo(last, order) == 0)
                .map(Cursor::listed)
                .orElse(0);
        return last.withListed(before + listed);
    }
}
