package dev.warren.access;

import java.util.List;

/**
 * A user of the broker.
 *
 * @param tags what it may do in the management API, such as {@code monitoring}
 */
public record Account(String name, List<String> tags) {}
