package dev.warren.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.cli.Gateway;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.cli.terminal.Fields;
import dev.warren.cli.terminal.Table;
import dev.warren.cli.terminal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a dead letter. */
@Command(
        name = "show",
        description =
                "Shows a dead letter: why and when it failed, its headers, the failures before. Of several with this"
                        + " id, the first in the queue.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  warren dead show emails order-4711-receipt",
            "  warren dead show emails order-4711-receipt --payload > mail.json"
        })
final class DeadShow extends DeadCommand {

    @Parameters(index = "1", paramLabel = "ID", description = "The task's id.")
    private String id;

    @Option(names = "--payload", description = "Its payload instead, byte for byte.")
    private boolean payload;

    @Override
    protected void ask(Gateway gateway) throws CommandException {
        Gateway patient = gateway.patient(LONGEST);
        if (payload) {
            copy(patient);
            return;
        }
        JsonNode letter = patient.call("GET", path(id), List.of());
        if (output().isJson()) {
            say(letter.toString());
        } else {
            tell(letter);
        }
    }

    private void copy(Gateway gateway) throws CommandException {
        try (InputStream bytes = gateway.get(path(id, "payload"))) {
            bytes.transferTo(System.out);
            System.out.flush();
        } catch (IOException e) {
            throw new CommandException(Exit.AWAY, "the payload broke off");
        }
    }

    private void tell(JsonNode letter) {
        say(fields(letter).text());
        if (letter.has("errorDetail")) {
            say(System.lineSeparator()
                    + Words.lines(letter.path("errorDetail").asText()).stripTrailing());
        }
        Table failures = failures(letter.path("failures"));
        if (!failures.isEmpty()) {
            say("");
            output().table(failures);
        }
    }

    private static Fields fields(JsonNode letter) {
        Fields fields = new Fields();
        List.of("id", "type", "queue", "reason", "error", "attempts", "worker")
                .forEach(name -> fields.add(name, letter.path(name)));
        fields.add("failed at", letter.path("at"));
        fields.add("submitted at", letter.path("submittedAt"));
        fields.add("priority", letter.path("priority"));
        fields.add("payload", Words.count(letter.path("size").asLong(), "byte"));
        fields.add("content type", letter.path("contentType"));
        fields.add("content encoding", letter.path("contentEncoding"));
        letter.path("headers").fields().forEachRemaining(header -> {
            // These are shown above and below.
            if (!header.getKey().startsWith("warren-")) {
                fields.add("header " + header.getKey(), header.getValue());
            }
        });
        return fields;
    }

    private static Table failures(JsonNode failures) {
        Table table = new Table("FAILED AT", "ATTEMPT", "REASON", "WORKER", "ERROR");
        failures.forEach(failure -> table.row(
                failure.path("at"),
                failure.path("attempt"),
                failure.path("reason"),
                failure.path("worker"),
                failure.path("error")));
        return table;
    }
}
