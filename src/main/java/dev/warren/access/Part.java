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

    /** @param exchanges of others that it is for: what is about such is not needed without them */
    private List<Need> needs(List<String> exchanges) {
        return needs.stream()
                .filter(need -> !exchanges.isEmpty() || !need.isOfExchanges())
                .toList();
    }

    /** What it has its permissions for, a line each. */
    public List<String> reasons(List<String> exchanges) {
        return needs.isEmpty()
                ? List.of("reads how long queues are, in the management API: tag monitoring")
                : needs(exchanges).stream().map(Need::explain).toList();
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
        return needs.isEmpty() ? Permissions.NONE : Permissions.of(needs(exchanges), queues, exchanges);
    }
}
