package dev.warren.reference;

import static dev.warren.reference.ConfigurationTables.environmentVariable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.chart.Chart;
import dev.warren.chart.Manifests;
import dev.warren.chart.Pod;
import dev.warren.reference.ConfigGroup.Property;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kubernetes passes on any name, and Warren ignores a variable that it does not know: so it is found here. */
class ChartSettingsTest {

    private static List<String> properties;

    @BeforeAll
    static void readSources() throws IOException {
        properties = ConfigMappings.in(JavaSources.under(Path.of("src", "main", "java"))).stream()
                .flatMap(group -> group.properties().stream())
                .map(Property::name)
                .toList();
    }

    @Test
    void variablesAreOnesThatWarrenReads() {
        Set<String> known =
                properties.stream().map(name -> environmentVariable(name)).collect(Collectors.toSet());
        assertThat(rendered()
                        .flatMap(Manifests::pods)
                        .flatMap(Pod::processes)
                        .flatMap(process -> Pod.elements(process.path("env")))
                        .map(variable -> variable.path("name").asText())
                        .filter(name -> name.startsWith("WARREN_") || name.startsWith("RABBITMQ_"))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(15)
                .isSubsetOf(known);
    }

    @Test
    void propertiesAreOnesThatWarrenReads() {
        assertThat(rendered()
                        .flatMap(manifests -> manifests.all("ConfigMap"))
                        .flatMap(map -> Pod.elements(map.path("data")))
                        .flatMap(file -> keys(file.asText()))
                        .map(name -> name.replaceFirst("^warren\\.queues\\.\"[^\"]+\"", "warren.queues.\"NAME\""))
                        .filter(name -> name.startsWith("warren."))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(5)
                .isSubsetOf(properties);
    }

    private static Stream<Manifests> rendered() {
        return Chart.valueSets().map(Chart::with);
    }

    private static Stream<String> keys(String file) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        return read.stringPropertyNames().stream();
    }
}
