package dev.warren.deadletter;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Letters counted by type and reason. Beyond a thousand groups the rest is only counted: types may be anything. */
public final class Groups {

    private static final int MOST = 1_000;

    private record Key(Optional<String> type, String reason) {}

    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private int total;
    private int ungrouped;

    void add(DeadLetter letter) {
        total++;
        Key key = new Key(letter.type(), letter.reason());
        Group group = groups.get(key);
        if (group != null) {
            groups.put(key, group.and(letter));
        } else if (groups.size() < MOST) {
            groups.put(key, Group.of(letter));
        } else {
            ungrouped++;
        }
    }

    /** Letters that were counted. */
    public int total() {
        return total;
    }

    /** How many of them are in none of the groups. */
    public int ungrouped() {
        return ungrouped;
    }

    /** The largest first. */
    public List<Group> list() {
        return groups.values().stream()
                .sorted(Comparator.comparingInt(Group::count).reversed())
                .toList();
    }
}
