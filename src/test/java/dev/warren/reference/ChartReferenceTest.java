package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.chart.Chart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChartReferenceTest {

    private static List<DescribedValue> values;

    @BeforeAll
    static void readValues() throws IOException {
        values = DescribedValue.in(Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml")));
    }

    @Test
    void tableSaysWhatTheValuesSay() {
        StringBuilder table = new StringBuilder("| value | default | |\n|---|---|---|\n");
        values.stream().filter(value -> !value.description().isEmpty()).forEach(value -> table.append(value.row()));
        new GeneratedSection(Chart.DIRECTORY.resolve("README.md"), "values")
                .assertEqualTo(table.toString(), ChartReferenceTest.class);
    }

    @Test
    void everyValueIsDescribed() {
        assertThat(values)
                .filteredOn(value -> value.description().isEmpty())
                .extracting(DescribedValue::name)
                .isEmpty();
    }
}
