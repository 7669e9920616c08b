package dev.warren.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final OptionalInt ANY_WIDTH = OptionalInt.empty();

    @Test
    void columnsAreAlignedAndNumbersAreAtTheRight() {
        Table table = new Table("QUEUE", "READY", "STATE")
                .row("emails", 12, "running")
                .row("x", 1_000_000, null);

        assertThat(table.lines(ANY_WIDTH))
                .containsExactly("QUEUE     READY  STATE", "emails       12  running", "x       1000000  -");
    }

    @Test
    void nameWithControlCharactersStaysOneLineAndMovesNoCursor() {
        Table table = new Table("NAME").row("a\n\u001b[2Jb");

        assertThat(table.lines(ANY_WIDTH)).containsExactly("NAME", "a [2Jb");
    }

    @Test
    void longTextIsCutToTheWidthAndNumbersAreNot() {
        Table table = new Table("N", "ID", "ERROR").row(123456789, "order-1", "😀 the command ended with exit code 1");

        assertThat(table.lines(OptionalInt.of(30)))
                .containsExactly("        N  ID       ERROR", "123456789  order-1  😀 the com…");
    }

    @Test
    void whatDoesNotFitAtAllIsReadable() {
        Table table = new Table("FIRST", "SECOND").row("abcdefghijkl", "abcdefghijkl");

        assertThat(table.lines(OptionalInt.of(5))).containsExactly("FIRST     SECOND", "abcdefg…  abcdefg…");
    }

    @Test
    void emptyTableIsItsHeader() {
        assertThat(new Table("A", "B").lines(ANY_WIDTH)).containsExactly("A  B");
    }

    @Test
    void rowThatDoesNotFitTheHeaderIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("A", "B").row("1"));
    }
}
