package dev.warren.gateway.http;

import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import java.util.regex.Pattern;

/** Which names of queues the API takes. */
public final class QueueName {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

    private QueueName() {}

    /**
     * This name, if tasks may be submitted to a queue of that name.
     *
     * @throws ProblemException otherwise
     */
    public static String check(String name) {
        if (!SHAPE.matcher(name).matches()) {
            throw invalid("A queue's name is 1 to 127 of A-Z a-z 0-9 . _ - and starts with a letter or digit.");
        }
        if (name.startsWith("amq.") || name.startsWith("warren.") || name.endsWith(".dead")) {
            throw invalid("Names that start with amq. or warren., or end in .dead, belong to RabbitMQ or to Warren: "
                    + "submit to a queue of another name.");
        }
        return name;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_QUEUE_NAME, detail);
    }
}
