package dev.warren;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void threadFindsTheClassesOfTheApplicationWhoeverMadeIt() {
        Thread maker = Thread.currentThread();
        ClassLoader own = maker.getContextClassLoader();
        maker.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(Threads.named("any").newThread(() -> {}).getContextClassLoader())
                    .isSameAs(Warren.class.getClassLoader());
        } finally {
            maker.setContextClassLoader(own);
        }
    }
}
