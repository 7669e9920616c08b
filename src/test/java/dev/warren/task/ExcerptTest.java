package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void whatIsShortStaysAsItIs() {
        assertThat(Excerpt.of("hello", 5)).isEqualTo("hello");
        assertThat(Excerpt.startOf("", 5)).isEmpty();
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(Excerpt.of("hello", 4)).isEqualTo("hell…");
        assertThat(Excerpt.startOf("hello", 4)).isEqualTo("hell");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(Excerpt.of("ab\uD83D\uDC30c", 3)).isEqualTo("ab…");
        assertThat(Excerpt.startOf("ab\uD83D\uDC30c", 4)).isEqualTo("ab\uD83D\uDC30");
    }
}
