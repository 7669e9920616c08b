package dev.warren.access;

import dev.warren.amqp.topology.QueueSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user may do in a virtual host: a regular expression of RabbitMQ for each, of the names of queues and exchanges.
 *
 * @param configure may be declared and deleted
 * @param write may be published and bound to
 * @param read may be consumed and bound from
 */
@RegisterForReflection
public record Permissions(String configure, String write, String read) {

    /** Sees what monitoring shows, and can do nothing. */
    public static final Permissions NONE = new Permissions("^$", "^$", "^$");

    /** Of names that are neither Warren's nor RabbitMQ's own. */
    private static final String ANY_NAME = "(?!amq\\.|warren\\.).+";

    /** In a regular expression; RabbitMQ's are those of PCRE. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

    /**
     * What these need.
     *
     * @param queues that they are for; any if empty
     * @param exchanges of others that they are for
     */
    public static Permissions of(Collection<Need> needs, List<String> queues, List<String> exchanges) {
        return new Permissions(
                pattern(needs, Need::configure, queues, exchanges),
                pattern(needs, Need::write, queues, exchanges),
                pattern(needs, Need::read, queues, exchanges));
    }

    private static String pattern(
            Collection<Need> needs, Function<Need, List<String>> names, List<String> queues, List<String> exchanges) {
        return needs.stream()
                .flatMap(need -> names.apply(need).stream())
                .flatMap(name -> expressions(name, queues, exchanges))
                .distinct()
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    private static Stream<String> expressions(String name, List<String> queues, List<String> exchanges) {
        if (name.contains(Need.EXCHANGE)) {
            return exchanges.stream().map(Permissions::literal);
        }
        if (!name.contains(Need.QUEUE)) {
            return Stream.of(quoted(name));
        }
        if (!queues.isEmpty()) {
            return queues.stream().map(queue -> Stream.of(name.split(Need.QUEUE, -1))
                    .map(Permissions::quoted)
                    .collect(Collectors.joining(literal(queue))));
        }
        if (name.startsWith(Need.QUEUE)) {
            return Stream.of(ANY_NAME); // also of the queue's dead letters, which are queues
        }
        return Stream.of(quoted(name.replace(QueueSettings.deadLettersOf(Need.QUEUE), "*")));
    }

    /** With {@code *} for any text. */
    private static String quoted(String name) {
        return Stream.of(name.split("\\*", -1)).map(Permissions::literal).collect(Collectors.joining(".*"));
    }

    private static String literal(String name) {
        return SPECIAL.matcher(name).replaceAll("\\\\$0");
    }
}
