package dev.warren.reference;

import static java.util.stream.Collectors.joining;

import dev.warren.connector.WarrenConnector;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorReferenceTest {

    @ParameterizedTest
    @EnumSource(names = {"INCOMING", "OUTGOING"})
    void attributesAreThoseOfTheConnector(Direction direction) {
        String rows = Stream.of(WarrenConnector.class.getAnnotationsByType(ConnectorAttribute.class))
                .filter(attribute ->
                        attribute.direction() == direction || attribute.direction() == Direction.INCOMING_AND_OUTGOING)
                .map(ConnectorReferenceTest::row)
                .collect(joining());
        new GeneratedSection(Path.of("docs", "connector.md"), direction.name().toLowerCase(Locale.ROOT))
                .assertEqualTo("| attribute | default | |\n|---|---|---|\n" + rows, ConnectorReferenceTest.class);
    }

    private static String row(ConnectorAttribute attribute) {
        String value = attribute.defaultValue();
        boolean none = value.isEmpty() || value.equals(ConnectorAttribute.NO_VALUE);
        return "| `%s` | %s | %s |\n"
                .formatted(attribute.name(), none ? "" : "`" + value + "`", attribute.description());
    }
}
