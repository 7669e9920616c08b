package dev.warren.cli.dead;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
            "  warren dead discard emails --until 30d --yes",
            "  warren dead discard emails --copies --yes"
        })
final class DeadDiscard extends Clearing {

    @Option(
            names = "--copies",
            description =
                    "Only what is there more than once: all but the first of each id, type and content, of the whole"
                            + " queue if nothing else is said.")
    private boolean copies;

    DeadDiscard() {
        super("discard", "discarded");
    }

    @Override
    boolean isGrave() {
        return true;
    }

    @Override
    boolean isChosen() {
        return copies;
    }

    @Override
    String among(String letters) {
        return copies ? "all but one of each among " + letters : letters;
    }

    @Override
    List<Entry<String, String>> settings() {
        return copies ? List.of(Map.entry("copies", "true")) : List.of();
    }
}
