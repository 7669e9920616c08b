package dev.warren.reference;

import static java.util.stream.Collectors.joining;

import dev.warren.reference.ConfigGroup.Property;
import io.smallrye.config.common.utils.StringUtil;
import java.util.List;
import java.util.Locale;

/** Configuration properties as Markdown. */
final class ConfigurationTables {

    private ConfigurationTables() {}

    /** A heading, the description and a table for each group. */
    static String reference(List<ConfigGroup> groups) {
        return groups.stream().map(ConfigurationTables::section).collect(joining());
    }

    private static String section(ConfigGroup group) {
        return """

                ### %s

                %s

                | property and environment variable | type | default | |
                |---|---|---|---|
                %s
                """.formatted(
                group.title(),
                group.description(),
                group.properties().stream().map(ConfigurationTables::row).collect(joining("\n")));
    }

    private static String row(Property property) {
        return "| `%s`<br>`%s` | %s | %s | %s |"
                .formatted(
                        property.name(),
                        environmentVariable(property.name()),
                        property.type(),
                        property.defaultValue().map(value -> "`" + value + "`").orElse(""),
                        property.description().replace("|", "\\|"));
    }

    /** The properties that are read where Warren's own are not set. */
    static String fallbacks(List<ConfigGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.properties().stream())
                .filter(property -> property.fallback().isPresent())
                .map(property -> "| `%s` | `%s` | `%s` |\n"
                        .formatted(
                                property.fallback().get(),
                                environmentVariable(property.fallback().get()),
                                property.name()))
                .collect(joining("", "| key | environment variable | the same as |\n|---|---|---|\n", ""));
    }

    static String environmentVariable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }
}
