package dev.warren.cli;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that hand over a task or a message. */
abstract class MessageCommand extends GatewayCommand {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA|-|@FILE",
            description = "The payload: this text, what comes in on standard input, or that file; empty without it.")
    private Optional<String> data;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "Its id; one is made up otherwise. Repeat with the same: handlers tell by it that it is the same.")
    private Optional<String> id;

    @Option(names = "--type", paramLabel = "TYPE", description = "What kind it is; picks the handler of a task.")
    private Optional<String> type;

    @Option(names = "--priority", paramLabel = "0-9", description = "Counts where the queue has priorities.")
    private Optional<String> priority;

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "Of the payload; application/octet-stream otherwise.")
    private Optional<String> contentType;

    @Option(names = "--reply-to", paramLabel = "NAME", description = "Where an answer is expected; handlers get it.")
    private Optional<String> replyTo;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "What that answer is to be known by.")
    private Optional<String> correlationId;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header of your own; may be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    final Optional<String> data() {
        return data;
    }

    final String contentType() {
        return contentType.orElse("application/octet-stream");
    }

    final byte[] payload() throws CommandException {
        try (InputStream in = input()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What is handed over, as a stream. */
    final InputStream input() throws CommandException {
        String given = data.orElse("");
        try {
            if (given.equals("-")) {
                return System.in;
            }
            return given.startsWith("@")
                    ? Files.newInputStream(Path.of(given.substring(1)))
                    : new ByteArrayInputStream(given.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    final CommandException unreadable(IOException e) {
        String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
        return new CommandException(Exit.USAGE, "can't read " + data.orElse("") + ": " + why);
    }

    /** What was said of the task or message itself. */
    final List<Entry<String, String>> query() {
        List<Entry<String, String>> query = new ArrayList<>();
        add(query, "task-id", id);
        add(query, "type", type);
        add(query, "priority", priority);
        add(query, "reply-to", replyTo);
        add(query, "correlation-id", correlationId);
        headers.forEach((name, value) -> query.add(Map.entry("header." + name, value)));
        return query;
    }

    final boolean saysContentType() {
        return contentType.isPresent();
    }
}
