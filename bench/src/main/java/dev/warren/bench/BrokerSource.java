package dev.warren.bench;

import dev.warren.bench.process.Broker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the broker comes from.
 *
 * @param url of one that runs, or null
 * @param command that starts a private one, or null for {@code ./warren broker}
 * @param environment of that command
 */
record BrokerSource(String url, List<String> command, Map<String, String> environment) {

    private static final String HOME = "WARREN_RABBITMQ_HOME";

    /** A private node of the installed RabbitMQ. */
    static final BrokerSource INSTALLED = new BrokerSource(null, null, Map.of());

    /** The broker, not started yet; a private one keeps its data in the folder. */
    Broker broker(Path root, Path folder) {
        if (url != null) {
            return Broker.at(url);
        }
        List<String> own = List.of(root.resolve("warren").toString(), "broker");
        return Broker.by(command == null ? own : command, environment, folder);
    }

    @Override
    public String toString() {
        if (url != null) {
            return url.replaceAll("//.*@", "//"); // without the password
        }
        if (command != null) {
            return "a private node by " + String.join(" ", command);
        }
        return "a private node" + (environment.isEmpty() ? "" : " of " + environment.get(HOME));
    }

    /** A folder, a URL, or a command. */
    static final class Written implements ITypeConverter<BrokerSource> {

        @Override
        public BrokerSource convert(String written) {
            if (written.startsWith("amqp:") || written.startsWith("amqps:")) {
                return new BrokerSource(written, null, Map.of());
            }
            if (Files.isDirectory(Path.of(written))) {
                return of(Path.of(written).toAbsolutePath());
            }
            List<String> words = List.of(written.trim().split("\\s+"));
            if (!isCommand(words.get(0))) {
                throw new TypeConversionException(
                        "'" + words.get(0) + "' is no folder, no amqp:// URL, and no command");
            }
            return new BrokerSource(null, words, Map.of());
        }

        private static BrokerSource of(Path home) {
            if (!Files.isExecutable(home.resolve("sbin/rabbitmq-server"))) {
                throw new TypeConversionException("there is no sbin/rabbitmq-server in " + home);
            }
            return new BrokerSource(null, null, Map.of(HOME, home.toString()));
        }

        private static boolean isCommand(String word) {
            List<String> folders = new ArrayList<>();
            if (word.contains("/")) {
                folders.add("");
            } else {
                folders.addAll(
                        Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":")));
            }
            return folders.stream()
                    .map(folder -> Path.of(folder, word))
                    .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
        }
    }
}
