package dev.warren.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The chart in {@code helm/warren}, as release {@code warren} in the namespace {@code warren}. */
public final class Chart {

    public static final Path DIRECTORY = Path.of("helm", "warren");

    /** A broker, for values that are about something else. */
    static final String BROKER = "rabbitmq: {existingSecret: broker, management: {url: 'http://rabbitmq:15672'}}\n";

    /** The library leaves hooks out of what it renders, and with them the pod of {@code helm test}. */
    private static final Path WITHOUT_HOOKS = copy("chart", text -> text.replace("helm.sh/hook", "warren.dev/hook"));

    private static final Path WITH_HOOKS = copy("chart-with-hooks", text -> text);

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** The sets of values that are shipped with it. */
    public static Stream<Path> valueSets() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Manifests with(Path values) {
        return with(read(values));
    }

    /** @param values as YAML */
    public static Manifests with(String values) {
        return RENDERED.computeIfAbsent(values, yaml -> Manifests.of(onFile(yaml, file -> template(file))));
    }

    private static String template(Path values) {
        return new Helm(WITHOUT_HOOKS)
                .template()
                .withName("warren")
                .withNamespace("warren")
                .withValuesFile(values)
                .call();
    }

    /** What {@code helm install} prints at its end. */
    static String notes(String values) {
        String output = onFile(values, file -> new Helm(WITH_HOOKS)
                .install()
                .clientOnly()
                .withName("warren")
                .withNamespace("warren")
                .withValuesFile(file)
                .call()
                .getOutput());
        return output.substring(output.indexOf("NOTES:"));
    }

    /** What Helm says about the chart with these values in place of its own. */
    static LintResult lint(Path values) throws IOException {
        Path copy = copy("chart-" + values.getFileName(), text -> text);
        Path merged = copy.resolve("values.yaml");
        JsonNode own = Manifests.YAML.readTree(merged.toFile());
        Manifests.YAML.writeValue(
                merged.toFile(), Manifests.YAML.readerForUpdating(own).readTree(read(values)));
        return new Helm(copy).lint().strict().call();
    }

    /** Below {@code target/}, and for whatever Kubernetes there is: the library takes it for 1.20. */
    private static Path copy(String name, UnaryOperator<String> change) {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            Path copy = Path.of("target", name);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, change.apply(read(file).replaceFirst("(?m)^kubeVersion:.*", "")));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Use {
        String of(Path file);
    }

    private static String onFile(String text, Use use) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, text);
                return use.of(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the value sets, for parameters of tests. */
    static List<String> names() {
        return valueSets().map(file -> file.getFileName().toString()).toList();
    }

    static Manifests ofSet(String name) {
        return with(DIRECTORY.resolve("ci").resolve(name));
    }
}
