package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    private static final Path DOCUMENT = Path.of("docs", "configuration.md");

    private static List<ConfigGroup> groups;

    @BeforeAll
    static void readSources() throws IOException {
        groups = ConfigMappings.in(JavaSources.under(Path.of("src", "main", "java")));
    }

    @Test
    void tablesSayWhatTheSourcesSay() {
        new GeneratedSection(DOCUMENT, "properties")
                .assertEqualTo(ConfigurationTables.reference(groups), ConfigurationReferenceTest.class);
    }

    @Test
    void keysOfQuarkusAreThoseThatAreRead() {
        new GeneratedSection(DOCUMENT, "keys of Quarkus")
                .assertEqualTo(ConfigurationTables.fallbacks(groups), ConfigurationReferenceTest.class);
    }

    @Test
    void namesAreThoseThatAreMapped() throws ClassNotFoundException {
        assertThat(groups).isNotEmpty();
        for (ConfigGroup group : groups) {
            ConfigClass mapping = ConfigClass.configClass(Class.forName(group.className()), group.prefix());
            List<String> mapped = io.smallrye.config.ConfigMappings.getProperties(mapping).keySet().stream()
                    .filter(name -> !name.endsWith("[*]")) // the other way to write a list
                    .toList();
            assertThat(group.properties())
                    .extracting(property -> property.name().replace("\"NAME\"", "*"))
                    .as(group.className())
                    .containsExactlyInAnyOrderElementsOf(mapped);
        }
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(groups)
                .flatExtracting(ConfigGroup::properties)
                .allSatisfy(property -> assertThat(property.description()).isNotEmpty());
    }
}
