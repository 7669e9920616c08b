package dev.warren.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal at one of the process' standard streams.
 *
 * @param rows its height
 * @param columns its width
 */
record Terminal(int rows, int columns) {

    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");
    private static final Terminal USUAL = new Terminal(24, 80);

    /** A standard stream, by its number. */
    enum Stream {
        IN,
        OUT,
        ERR
    }

    /** @return nothing if that stream is a file, a pipe or the like */
    static Optional<Terminal> at(Stream stream) {
        int number = stream.ordinal();
        // The shell tells them apart and knows the size; Java tells neither, before version 22.
        String question = "test -t " + number + " && { stty size <&" + number + " 2>/dev/null >&3 || echo >&3; }";
        try {
            Process shell = shell(stream, question);
            String answer = new String(
                    (stream == Stream.OUT ? shell.getErrorStream() : shell.getInputStream()).readAllBytes(),
                    StandardCharsets.UTF_8);
            return shell.waitFor() == 0 ? Optional.of(parse(answer)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Process shell(Stream stream, String question) throws IOException {
        String answerTo = stream == Stream.OUT ? "3>&2" : "3>&1";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "{ " + question + "; } " + answerTo);
        switch (stream) {
            case IN -> shell.redirectInput(ProcessBuilder.Redirect.INHERIT);
            case OUT -> shell.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            case ERR -> shell.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        return shell.start();
    }

    private static Terminal parse(String answer) {
        Matcher size = SIZE.matcher(answer);
        if (!size.find()) {
            return USUAL;
        }
        Terminal found = new Terminal(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        // What is not known is said to be 0.
        return found.rows() > 0 && found.columns() > 0 ? found : USUAL;
    }
}
