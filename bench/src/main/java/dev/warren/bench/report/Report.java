package dev.warren.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.warren.bench.Aim;
import dev.warren.bench.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was measured: a table to read, charts to look at, and every figure for programs. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final List<String> conditions;
    private String table = "";

    /** @param conditions under which it was measured: machine, versions, what was skipped */
    public Report(Path folder, List<String> conditions) {
        this.folder = folder;
        this.conditions = conditions;
    }

    /** What was written last, to read. */
    public String table() {
        return table;
    }

    /** May be called again with more of them. */
    public void write(List<Sample> samples) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("conditions", conditions);
        raw.put("samples", samples);
        JSON.writeValue(folder.resolve("results.json").toFile(), raw);
        List<Figures> figures = Figures.of(samples);
        table = Markdown.of(conditions, figures);
        Files.writeString(folder.resolve("results.md"), table);
        for (String kind : figures.stream().map(Figures::kind).distinct().toList()) {
            List<Figures> ofKind = figures.stream()
                    .filter(row -> row.kind().equals(kind) && row.aim() == Aim.RATE)
                    .toList();
            Files.writeString(
                    folder.resolve("results-" + kind + ".svg"),
                    Chart.of("Tasks per second, " + kind + " queue", ofKind));
        }
    }
}
