package dev.warren.cli.dead;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays dead letters. */
@Command(
        name = "replay",
        description = {
            "Puts dead letters back into their queue: by ids, by filters, or all.",
            "Ctrl+C stops it; what was not yet replayed stays."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren dead replay emails order-4711-receipt",
            "  warren dead replay emails --type receipt --reason failed --rate 50",
            "  warren dead replay emails --all --yes --to emails-again"
        })
final class DeadReplay extends Clearing {

    @Option(names = "--to", paramLabel = "OTHER", description = "Into this queue instead.")
    private Optional<String> to;

    @Option(names = "--rate", paramLabel = "NUMBER", description = "So many a second at most.")
    private Optional<String> rate;

    DeadReplay() {
        super("replay", "replayed");
    }

    @Override
    boolean isGrave() {
        return isAll();
    }

    @Override
    List<Entry<String, String>> settings() {
        List<Entry<String, String>> settings = new ArrayList<>();
        add(settings, "to", to);
        add(settings, "rate", rate);
        return settings;
    }
}
