package dev.warren.bench;

import java.util.List;

/** Something to be measured, for several contestants in turn. */
public interface Scenario extends AutoCloseable {

    /** What makes one round, contestants that are compared beside each other. */
    List<Trial> trials();

    @Override
    default void close() {}
}
