package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void whatIsShortStaysAsItIs() {
        assertThat(Excerpt.of("hello", 5)).isEqualTo("hello");
        assertThat(Excerpt.startOf("", 5)).isEmpty();
        assertThat(Excerpt.endOf("hello", 5)).isEqualTo("hello");
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(Excerpt.of("hello", 4)).isEqualTo("hell…");
        assertThat(Excerpt.startOf("hello", 4)).isEqualTo("hell");
        assertThat(Excerpt.endOf("hello", 4)).isEqualTo("ello");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(Excerpt.of("ab\uD83D\uDC30c", 3)).isEqualTo("ab…");
        assertThat(Excerpt.startOf("ab\uD83D\uDC30c", 4)).isEqualTo("ab\uD83D\uDC30");
        assertThat(Excerpt.endOf("ab\uD83D\uDC30c", 2)).isEqualTo("c");
        assertThat(Excerpt.endOf("ab\uD83D\uDC30c", 3)).isEqualTo("\uD83D\uDC30c");
    }
}
