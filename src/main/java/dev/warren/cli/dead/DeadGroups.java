package dev.warren.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts dead letters. */
@Command(
        name = "groups",
        description = "Counts dead letters by type and reason, the most first, each with an example.",
        footerHeading = "%nExamples:%n",
        footer = "  warren dead groups emails --since 1d")
final class DeadGroups extends DeadCommand {

    @Mixin
    private LetterOptions letters;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        JsonNode groups = gateway.patient(LONGEST).call("GET", path("groups"), letters.query());
        output().show(groups, () -> table(groups));
    }

    private static Table table(JsonNode groups) {
        Table table = new Table("COUNT", "TYPE", "REASON", "FIRST", "LAST", "EXAMPLE", "ERROR");
        groups.path("groups")
                .forEach(group -> table.row(
                        group.path("count"),
                        group.path("type"),
                        group.path("reason"),
                        group.path("first"),
                        group.path("last"),
                        group.path("exampleId"),
                        group.path("exampleError")));
        long others = groups.path("ungrouped").asLong();
        return others == 0 ? table : table.row(others, "(others)", null, null, null, null, null);
    }
}
