package dev.warren.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a document between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. With the system property {@code
 * update} it is written anew, otherwise compared.
 */
record GeneratedSection(Path document, String name) {

    void assertEqualTo(String generated, Class<?> test) {
        try {
            if (System.getProperty("update") != null) {
                String text = Files.readString(document);
                Matcher section = in(text);
                Files.writeString(
                        document, text.substring(0, section.start(1)) + generated + text.substring(section.end(1)));
            }
            assertThat(in(Files.readString(document)).group(1))
                    .as(
                            "%s, %s: is not what the code says. To write it anew: mvn test -Dtest=%s -Dupdate",
                            document, name, test.getSimpleName())
                    .isEqualTo(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Matcher in(String text) {
        Matcher section = Pattern.compile(
                        "<!-- generated: " + Pattern.quote(name) + " -->\n(.*?)<!-- end -->", Pattern.DOTALL)
                .matcher(text);
        assertThat(section.find()).as("%s has the section %s", document, name).isTrue();
        return section;
    }
}
