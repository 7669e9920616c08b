package dev.warren.reference;

import java.util.List;
import java.util.Optional;

/**
 * A {@code @ConfigMapping} interface.
 *
 * @param className its binary name
 * @param prefix what the names of its properties begin with
 * @param description its javadoc, as Markdown
 */
record ConfigGroup(String className, String prefix, String description, List<Property> properties) {

    /**
     * A property.
     *
     * @param name in full; {@code "NAME"} stands for the key of a map
     * @param type in words
     * @param fallback the property that is read when this one is not set
     * @param defaultValue what counts when neither is
     * @param description its javadoc, as Markdown
     */
    record Property(
            String name, String type, Optional<String> fallback, Optional<String> defaultValue, String description) {}

    /** For a heading: {@code Broker} for {@code dev.warren.amqp.connection.BrokerConfig}. */
    String title() {
        return className.substring(className.lastIndexOf('.') + 1).replaceFirst("Config$", "");
    }
}
