package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The application of one's own that {@code docs/handlers.md} shows is built with what Warren itself is built with. */
class HandlersGuideTest {

    private static final Pattern SHOWN = Pattern.compile("(?s)```xml\\n(<project.*?)```");

    private final String own = Files.readString(Path.of("pom.xml"));
    private final String shown = first(SHOWN, Files.readString(Path.of("docs", "handlers.md")));

    HandlersGuideTest() throws IOException {}

    @Test
    void hasTheVersionsOfWarrensOwn() {
        assertThat(versionsOf("warren")).hasSize(2).containsOnly(first(version("warren"), own));
        assertThat(versionsOf("quarkus-maven-plugin")).containsExactly(property("quarkus.version"));
        assertThat(versionsOf("maven-compiler-plugin")).containsExactly(property("compiler-plugin.version"));
        assertThat(shown).contains("<maven.compiler.release>" + property("maven.compiler.release") + "<");
    }

    private List<String> versionsOf(String artifact) {
        return version(artifact)
                .matcher(shown)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String property(String name) {
        return first(Pattern.compile("<" + Pattern.quote(name) + ">(.*?)<"), own);
    }

    private static Pattern version(String artifact) {
        return Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>(.*?)<");
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + pattern));
    }
}
