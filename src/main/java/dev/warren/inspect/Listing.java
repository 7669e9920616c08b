package dev.warren.inspect;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Things of one kind in a virtual host; nodes are those of the whole cluster. */
public record Listing<T>(String virtualHost, List<T> items) {

    public Listing<T> of(Predicate<T> wanted) {
        return new Listing<>(virtualHost, items.stream().filter(wanted).toList());
    }

    public Listing<T> map(UnaryOperator<T> change) {
        return new Listing<>(virtualHost, items.stream().map(change).toList());
    }
}
