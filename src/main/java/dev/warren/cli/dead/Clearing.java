package dev.warren.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Confirmation;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.ProgressLine;
import dev.warren.cli.terminal.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What replay and discard have in common: both take letters out, those that were named or that match. */
abstract class Clearing extends DeadCommand {

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "These; of several with an id, all.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private LetterOptions letters;

    @Option(names = "--all", description = "All of the queue.")
    private boolean all;

    @Mixin
    private Confirmation confirmation;

    private final String verb;
    private final String done;

    /**
     * @param verb as in the path
     * @param done how the answer names it
     */
    Clearing(String verb, String done) {
        this.verb = verb;
        this.done = done;
    }

    /** Whether it is done only if someone says so. */
    abstract boolean isGrave();

    /** What there is to say beside which letters are meant. */
    abstract List<Entry<String, String>> settings();

    final boolean isAll() {
        return all;
    }

    /** Whether nothing more has to be said of which letters are meant. */
    boolean isChosen() {
        return false;
    }

    /** Of these letters, those that it takes out, in words. */
    String among(String letters) {
        return letters;
    }

    @Override
    protected final void ask(Gateway gateway) throws CommandException {
        List<Entry<String, String>> filter = letters.query();
        int ways = (ids.isEmpty() ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways > 1 || ways == 0 && !isChosen()) {
            throw misused("say which letters: their ids, or filters (--type, --reason, --since, --until), or --all");
        }
        if (isGrave()) {
            confirmation.demand("this " + verb + "s " + among(meant(filter)));
        }
        if (ids.isEmpty()) {
            clear(gateway, all ? List.of(Map.entry("all", "true")) : filter);
        } else {
            for (String id : ids) {
                clearOne(gateway, id);
            }
        }
    }

    private String meant(List<Entry<String, String>> filter) {
        if (all || ids.isEmpty() && filter.isEmpty()) {
            return "all dead letters of " + queue();
        }
        return ids.isEmpty()
                ? filter.stream()
                        .map(given -> given.getKey() + " " + given.getValue())
                        .collect(Collectors.joining(", ", "the dead letters of " + queue() + " with ", ""))
                : Words.count(ids.size(), "dead letter") + " of " + queue() + ": " + String.join(", ", ids);
    }

    private void clearOne(Gateway gateway, String id) throws CommandException {
        JsonNode outcome = clear(gateway, List.of(Map.entry("id", id)));
        if (outcome.path("matched").asLong() == 0) {
            throw new CommandException(Exit.REFUSED, "no dead letter of " + queue() + " has the id " + id);
        }
    }

    private JsonNode clear(Gateway gateway, List<Entry<String, String>> which) throws CommandException {
        List<Entry<String, String>> query = new ArrayList<>(which);
        query.addAll(settings());
        JsonNode outcome = follow(gateway, query);
        if (output().isJson()) {
            say(outcome.toString());
        } else {
            say(done + " " + outcome.path(done).asLong() + " of "
                    + Words.count(outcome.path("matched").asLong(), "matching dead letter"));
        }
        if (outcome.path("failed").asLong() > 0 || !outcome.path("complete").asBoolean()) {
            throw new CommandException(Exit.REFUSED, trouble(outcome));
        }
        return outcome;
    }

    private JsonNode follow(Gateway gateway, List<Entry<String, String>> query) throws CommandException {
        JsonNode last = null;
        try (InputStream answer = gateway.patient(LONGEST).post(path(verb), query);
                BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
                ProgressLine progress = ProgressLine.of(spec())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isBlank() ? last : Gateway.parse(line);
                show(progress, last);
            }
        } catch (IOException e) {
            throw brokenOff();
        }
        if (last == null || !last.has("complete")) {
            throw brokenOff();
        }
        return last;
    }

    private void show(ProgressLine progress, JsonNode at) {
        long total = at == null ? 0 : at.path("total").asLong();
        if (total > 0) {
            progress.show(
                    OptionalDouble.of(at.path("read").asDouble() / total),
                    "read " + at.path("read").asLong() + " of " + total + ", " + done + " "
                            + at.path(done).asLong());
        }
    }

    private CommandException brokenOff() {
        return new CommandException(
                Exit.AWAY, "the gateway's answer broke off: what was not " + done + " is still there; repeat it");
    }

    private static String trouble(JsonNode outcome) {
        String why = outcome.path("problem").path("detail").asText("");
        return Words.count(outcome.path("left").asLong(), "matching dead letter") + " left"
                + (why.isEmpty() ? "" : ": " + Words.oneLine(why));
    }
}
