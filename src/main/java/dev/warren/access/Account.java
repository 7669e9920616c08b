package dev.warren.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A user of the broker.
 *
 * @param tags what it may do in the management API, such as {@code monitoring}
 */
@RegisterForReflection
public record Account(String name, List<String> tags) {}
