package dev.warren.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import dev.warren.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
        name = "list",
        description = "Lists dead letters, without their payloads. None is taken out of the queue.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren dead list emails --reason failed --since 2h",
            "  warren dead list emails --all -o json | jq -r '.letters[].id'"
        })
final class DeadList extends DeadCommand {

    private static final int MOST_ON_A_PAGE = 1_000;

    @Mixin
    private LetterOptions letters;

    @Option(names = "--order", paramLabel = "newest|oldest", description = "Which come first; the newest if absent.")
    private Optional<String> order;

    @Option(names = "--limit", paramLabel = "1-1000", description = "How many at most; 100 if absent.")
    private Optional<Integer> limit;

    @Option(names = "--after", paramLabel = "CURSOR", description = "Those after an earlier list; it says the cursor.")
    private Optional<String> after;

    @Option(names = "--all", description = "All of them, page by page; with -o json a line for each page.")
    private boolean all;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        Gateway patient = gateway.patient(LONGEST);
        Optional<String> next = after;
        do {
            JsonNode page = patient.call("GET", path(), query(next));
            output().show(page, () -> table(page));
            next = Optional.ofNullable(page.path("next").textValue());
            if (!output().isJson() && !all) {
                note(summary(page, next));
            }
        } while (all && next.isPresent());
    }

    private List<Entry<String, String>> query(Optional<String> next) {
        List<Entry<String, String>> query = new ArrayList<>(letters.query());
        add(query, "order", order);
        Optional<Integer> size = all ? limit.or(() -> Optional.of(MOST_ON_A_PAGE)) : limit;
        size.ifPresent(given -> query.add(Map.entry("limit", given.toString())));
        add(query, "after", next);
        return query;
    }

    private static Table table(JsonNode page) {
        Table table = new Table("FAILED AT", "TYPE", "REASON", "ATTEMPTS", "ID", "ERROR");
        page.path("letters")
                .forEach(letter -> table.row(
                        letter.path("at"),
                        letter.path("type"),
                        letter.path("reason"),
                        letter.path("attempts"),
                        letter.path("id"),
                        letter.path("error")));
        return table;
    }

    private static String summary(JsonNode page, Optional<String> next) {
        return page.path("letters").size() + " of "
                + Words.count(page.path("matched").asLong(), "dead letter")
                + next.map(cursor -> "; more: --after " + cursor + ", or --all").orElse("");
    }
}
