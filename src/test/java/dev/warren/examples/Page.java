package dev.warren.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a reader of a page does.
 *
 * @param programs by the name of their file
 * @param steps in their order
 */
record Page(Map<String, String> programs, List<Step> steps) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(console|python)\\n(.*?)^```$");
    private static final String PROMPT = "$ ";
    private static final String FILE_NAME = "# ";

    /**
     * One command.
     *
     * @param output lines that have to come out, with … for anything
     */
    record Step(String command, List<String> output) {}

    static Page read(Path file) throws IOException {
        Page page = new Page(new LinkedHashMap<>(), new ArrayList<>());
        BLOCK.matcher(Files.readString(file)).results().forEach(page::add);
        return page;
    }

    private void add(MatchResult block) {
        if (block.group(1).equals("python")) {
            String program = block.group(2);
            programs.put(program.substring(FILE_NAME.length(), program.indexOf('\n')), program);
        } else {
            block.group(2).lines().forEach(this::addLine);
        }
    }

    private void addLine(String line) {
        if (line.startsWith(PROMPT)) {
            steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
        } else {
            steps.get(steps.size() - 1).output().add(line);
        }
    }
}
