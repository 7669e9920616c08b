package dev.warren.cli.dead;

import java.util.List;
import java.util.Map.Entry;
import picocli.CommandLine.Command;

/** Discards dead letters. */
@Command(
        name = "discard",
        description = {
            "Drops dead letters for good: by ids, by filters, or all.",
            "Ctrl+C stops it; what was not yet dropped stays."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren dead discard emails order-4711-receipt --yes",
            "  warren dead discard emails --until 30d --yes"
        })
final class DeadDiscard extends Clearing {

    DeadDiscard() {
        super("discard", "discarded");
    }

    @Override
    boolean isGrave() {
        return true;
    }

    @Override
    List<Entry<String, String>> settings() {
        return List.of();
    }
}
