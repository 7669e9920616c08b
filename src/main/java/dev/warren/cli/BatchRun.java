package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.cli.BatchLines.Part;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.ProgressLine;
import dev.warren.cli.terminal.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** Submits tasks part by part, each answered before the next is sent, and tells what became of each line. */
final class BatchRun {

    /** A part waits for its confirms, on a slow broker for those before it too. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int REFUSALS_TOLD = 20;

    /** What is wrong with a task itself; its neighbours may be fine. */
    private static final Set<Integer> ITS_OWN_FAULT = Set.of(400, 413, 422);

    private static final Set<Integer> AWAY = Set.of(500, 503, 504);

    private final Gateway gateway;
    private final String queue;
    private final Output output;
    private final ProgressLine progress;
    private final OptionalLong size;
    private final Consumer<String> notes;
    private long accepted;
    private long refused;

    /**
     * @param size of all that is to be sent, in bytes, where it is known
     * @throws CommandException if the gateway is away
     */
    BatchRun(
            Gateway gateway,
            String queue,
            Output output,
            ProgressLine progress,
            OptionalLong size,
            Consumer<String> notes)
            throws CommandException {
        this.gateway = gateway.patient(LONGEST);
        this.queue = queue;
        this.output = output;
        this.progress = progress;
        this.size = size;
        this.notes = notes;
    }

    /** @throws CommandException if anything was refused, or the rest was not sent */
    void send(BatchLines lines) throws IOException, CommandException {
        Optional<CommandException> end = Optional.empty();
        while (end.isEmpty()) {
            Optional<Part> part = lines.next();
            if (part.isEmpty()) {
                break;
            }
            end = send(part.get());
            progress.show(done(lines.read()), "accepted " + accepted + (refused > 0 ? ", refused " + refused : ""));
        }
        progress.close();
        sum();
        if (end.isPresent()) {
            throw end.get();
        }
        if (refused > 0) {
            throw new CommandException(Exit.REFUSED, Words.count(refused, "task") + " refused");
        }
    }

    /** @return why it is no use to go on, if so */
    private Optional<CommandException> send(Part part) {
        JsonNode answer;
        try {
            answer = gateway.post(
                    List.of("api", "queues", queue, "tasks", "batch"), List.of(), "application/x-ndjson", part.body());
        } catch (CommandException e) {
            return Optional.of(new CommandException(e.exit(), e.getMessage() + fate(e.exit(), part)));
        }
        int before = 0;
        JsonNode items = answer.path("items");
        for (int index = 0; index < Math.min(items.size(), part.numbers().size()); index++) {
            JsonNode item = items.get(index);
            before += item.path("status").asInt() == 202 ? 1 : 0;
            tell(item, part.numbers().get(index));
        }
        JsonNode last = items.path(items.size() - 1);
        return before == 0 && !ITS_OWN_FAULT.contains(last.path("status").asInt())
                ? Optional.of(hopeless(last, part))
                : Optional.empty();
    }

    private void tell(JsonNode item, long line) {
        boolean isAccepted = item.path("status").asInt() == 202;
        accepted += isAccepted ? 1 : 0;
        refused += isAccepted ? 0 : 1;
        if (output.isJson()) {
            ObjectNode numbered = JsonNodeFactory.instance.objectNode().put("line", line);
            numbered.setAll((ObjectNode) item);
            output.line(numbered.toString());
        } else if (!isAccepted && refused <= REFUSALS_TOLD) {
            progress.close();
            notes.accept("line " + line + ": " + why(item));
        } else if (!isAccepted && refused == REFUSALS_TOLD + 1) {
            notes.accept("more lines are refused; -o json tells of all");
        }
    }

    private static String fate(Exit exit, Part part) {
        return exit == Exit.AWAY
                ? " (lines from " + part.first() + " on: of those up to " + part.last()
                        + " it is not known whether they were accepted; with ids of their own it is safe to send them again)"
                : " (lines from " + part.first() + " on were not sent)";
    }

    private static CommandException hopeless(JsonNode item, Part part) {
        Exit exit = AWAY.contains(item.path("status").asInt()) ? Exit.AWAY : Exit.REFUSED;
        return new CommandException(exit, "lines from " + part.first() + " on are not accepted: " + why(item));
    }

    /** After many failures there is no more of it than the type. */
    private static String why(JsonNode item) {
        return item.path("detail").asText(item.path("type").asText());
    }

    private OptionalDouble done(long bytes) {
        return size.isPresent() && size.getAsLong() > 0
                ? OptionalDouble.of((double) bytes / size.getAsLong())
                : OptionalDouble.empty();
    }

    private void sum() {
        ObjectNode sum = JsonNodeFactory.instance
                .objectNode()
                .put("queue", queue)
                .put("accepted", accepted)
                .put("refused", refused);
        output.line(
                output.isJson()
                        ? sum.toString()
                        : Words.count(accepted, "task") + (accepted == 1 ? " is" : " are") + " in queue " + queue);
    }
}
