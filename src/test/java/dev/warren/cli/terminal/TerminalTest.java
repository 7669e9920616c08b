package dev.warren.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    /** A program that says what terminals it has. */
    public static final class Program {

        private Program() {}

        public static void main(String[] words) {
            for (Terminal.Stream stream : Terminal.Stream.values()) {
                System.out.println(stream + " " + Terminal.at(stream));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"50,132,50,132", "0,80,24,80", "30,0,24,80", "0,0,24,80"})
    void eachStreamKnowsItsSize(int rows, int columns, int rowsFound, int columnsFound) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String program = "stty rows %d cols %d; '%s' -XX:TieredStopAtLevel=1 -cp '%s:%s' '%s'"
                .formatted(rows, columns, java, home(Terminal.class), home(Program.class), Program.class.getName());

        Process script = new ProcessBuilder("script", "-qec", program, "/dev/null")
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        String found = "Optional[Terminal[rows=%d, columns=%d]]".formatted(rowsFound, columnsFound);
        assertThat(said.lines().filter(line -> line.contains("Terminal")))
                .containsExactly("IN " + found, "OUT " + found, "ERR " + found);
    }

    private static Path home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
