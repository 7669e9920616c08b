package dev.warren.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://mailer, http://mailer:80/",
        "https://mailer/tasks, https://mailer:443/tasks",
        "HTTP://my_service:8080/a?token=s3cret, http://my_service:8080/a",
        "http://[::1]:8080/, http://[::1]:8080/",
        "http://user:s3cret@mailer/tasks, http://mailer:80/tasks"
    })
    void urlIsReadAndShownWithoutItsSecrets(String url, String shown) {
        assertThat(HttpTarget.of(Optional.of(url))).hasToString(shown);
    }

    @Test
    void queryIsPartOfThePath() {
        assertThat(HttpTarget.of(Optional.of("http://mailer/a?b=c")).path()).isEqualTo("/a?b=c");
    }

    @Test
    void userAndPasswordBecomeBasicAuthentication() {
        String expected = Base64.getEncoder().encodeToString("me:p@ss+w".getBytes());
        assertThat(HttpTarget.of(Optional.of("http://me:p%40ss+w@mailer/")).authorization())
                .contains("Basic " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mailer:8080",
                "/tasks",
                "ftp://mailer/",
                "http://",
                "http:///x",
                "http://me:s3cret@mai ler/",
                "http://mailer:s3cret/",
                "http://me:%zzs3cret@mailer/"
            })
    void wrongUrlIsAnErrorThatNamesThePropertyAndNotTheUrl(String url) {
        assertThatThrownBy(() -> HttpTarget.of(Optional.of(url)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("warren.worker.http.url")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void missingUrlIsAnError() {
        assertThatThrownBy(() -> HttpTarget.of(Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("warren.worker.http.url is not set");
    }
}
