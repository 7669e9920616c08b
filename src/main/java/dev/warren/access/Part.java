package dev.warren.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** For whom {@link AccountSetup} makes a user. */
public enum Part {
    GATEWAY(
            List.of(),
            EnumSet.of(
                    Need.DELAYS,
                    Need.TELL,
                    Need.FOLLOW,
                    Need.SUBMIT,
                    Need.DECLARE,
                    Need.READ_LETTERS,
                    Need.PUBLISH,
                    Need.FEED,
                    Need.SUBSCRIBE)),
    WORKER(List.of(), EnumSet.of(Need.DELAYS, Need.WORK, Need.PAUSE, Need.TELL, Need.FEED)),
    /** The autoscaler: reads how long queues are. */
    MONITOR(List.of("monitoring"), EnumSet.noneOf(Need.class));

    private final List<String> tags;
    private final Set<Need> needs;

    Part(List<String> tags, Set<Need> needs) {
        this.tags = tags;
        this.needs = needs;
    }

    public List<String> tags() {
        return tags;
    }

    public Set<Need> needs() {
        return needs;
    }

    /** What it has its permissions for; of Markdown nothing is left. */
    public List<String> reasons() {
        return needs.isEmpty()
                ? List.of("reads how long queues are, in the management API")
                : needs.stream()
                        .map(need -> need.why()
                                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                                .replace("`", ""))
                        .toList();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What its user may do.
     *
     * @param queues that it is for; any if empty
     * @param exchanges of others that it is for
     */
    public Permissions permissions(List<String> queues, List<String> exchanges) {
        return needs.isEmpty() ? Permissions.NONE : Permissions.of(needs, queues, exchanges);
    }
}
