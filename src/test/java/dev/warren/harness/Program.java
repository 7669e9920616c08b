package dev.warren.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The packaged application as users start it: {@code java -jar}, or the program that {@code warren.program} names. */
public final class Program {

    private static final String NATIVE = System.getProperty("warren.program", "");
    private static final String JAR = System.getProperty("warren.jar", "target/quarkus-app/quarkus-run.jar");

    private Program() {}

    /** Whether it is a program without a JVM. */
    public static boolean isNative() {
        return !NATIVE.isEmpty();
    }

    /** What to type before its arguments; a JVM starts as fast as it can, for the tests start hundreds. */
    static List<String> words(String heap) {
        if (isNative()) {
            return List.of(NATIVE, heap);
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(java, heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR);
    }

    /** A shell script that is the program, for those who type it. */
    public static String script() {
        String words = words("-Xmx128m").stream()
                .map(word -> word.equals(JAR) ? Path.of(JAR).toAbsolutePath().toString() : word)
                .collect(Collectors.joining("' '"));
        return "#!/bin/sh\nexec '" + words + "' \"$@\"\n";
    }

    /** Takes away what is meant for the tests themselves, or for another Warren. */
    static void forgetOwnConfiguration(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.matches("(WARREN|RABBITMQ|QUARKUS|MP)_.*"));
    }

    /** The environment variable of a configuration property. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
