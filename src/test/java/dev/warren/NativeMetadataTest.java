package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli does by reflection has to be in what the compiler has written down for native-image, or it is not in the program. */
class NativeMetadataTest {

    private static final String METADATA =
            "/META-INF/native-image/picocli-generated/dev.warren/warren/reflect-config.json";

    private static final String OPTIONS = "/META-INF/native-image/dev.warren/warren/native-image.properties";

    private final Map<String, JsonNode> kept = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> allThatACommandIsMadeOfIsKept() throws IOException {
        try (InputStream metadata = NativeMetadataTest.class.getResourceAsStream(METADATA)) {
            new ObjectMapper()
                    .readTree(metadata)
                    .forEach(type -> kept.put(type.path("name").asText(), type));
        }
        return CommandTree.all()
                .map(CommandLine::getCommandSpec)
                .map(command -> DynamicTest.dynamicTest(command.qualifiedName(), () -> assertKept(command)));
    }

    /** It would be made when the program is built, with a seed that all processes share; native-image refuses that, minutes later. */
    @Test
    void classesWithRandomNumbersAreInitialisedAtRunTime() throws IOException {
        Properties options = new Properties();
        try (InputStream file = NativeMetadataTest.class.getResourceAsStream(OPTIONS)) {
            options.load(file);
        }
        Stream<String> owners = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.warren").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                && field.getRawType().isAssignableTo(RandomGenerator.class))
                        .map(field -> field.getOwner().getName());

        assertThat(owners).isNotEmpty().allSatisfy(owner -> assertThat(options.getProperty("Args"))
                .containsPattern("--initialize-at-run-time=\\S*" + owner + "\\b"));
    }

    private void assertKept(CommandSpec command) {
        for (Object owner : owners(command)) {
            if (owner instanceof Member method) {
                assertKept(method);
            } else {
                assertKept(owner.getClass());
            }
        }
        command.args().forEach(this::assertKept);
        if (command.versionProvider() != null) {
            assertKept(command.versionProvider().getClass());
        }
    }

    /** The command's object or method, and those of its mixins. */
    private static List<Object> owners(CommandSpec command) {
        List<Object> owners = new ArrayList<>(List.of(command.userObject()));
        command.mixins().values().forEach(mixin -> owners.addAll(owners(mixin)));
        return owners;
    }

    private void assertKept(Class<?> type) {
        for (Class<?> declaring = type; declaring != Object.class; declaring = declaring.getSuperclass()) {
            assertThat(kept).containsKey(declaring.getName());
            assertThat(kept.get(declaring.getName())
                            .path("allDeclaredConstructors")
                            .asBoolean())
                    .isTrue();
            Stream.of(declaring.getDeclaredFields())
                    .filter(NativeMetadataTest::isSetByPicocli)
                    .forEach(this::assertKept);
        }
    }

    private static boolean isSetByPicocli(Field field) {
        return Stream.of(field.getAnnotations())
                .anyMatch(annotation ->
                        CommandLine.class.equals(annotation.annotationType().getDeclaringClass()));
    }

    private void assertKept(ArgSpec argument) {
        if (argument.userObject() instanceof Member member) {
            assertKept(member);
            assertKept(member.getDeclaringClass()); // that of a group of options is no command's
        }
        Stream.of(argument.converters()).forEach(converter -> assertKept(converter.getClass()));
        boolean isEnum = Stream.of(argument.auxiliaryTypes()).anyMatch(Class::isEnum);
        if (argument.completionCandidates() != null && !isEnum) {
            assertKept(argument.completionCandidates().getClass());
        }
    }

    private void assertKept(Member member) {
        JsonNode type = kept.get(member.getDeclaringClass().getName());
        assertThat(type).as("%s", member).isNotNull();
        String kind = member instanceof Field ? "fields" : "methods";
        assertThat(type.path(kind).findValuesAsText("name")).contains(member.getName());
    }
}
