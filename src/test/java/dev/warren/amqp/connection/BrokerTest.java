package dev.warren.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.amqp.connection.Broker.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {

    @ParameterizedTest
    @CsvSource({
        "amqp://rabbit, rabbit, 5672",
        "amqps://rabbit, rabbit, 5671",
        "AMQPS://rabbit, rabbit, 5671",
        "amqp://me:pw@rabbit.example.org:1234/jobs, rabbit.example.org, 1234",
        "amqp://me:pw@my_rabbit:1234/jobs, my_rabbit, 1234",
        "amqp://my_rabbit, my_rabbit, 5672",
        "amqp://10.0.0.7:1234, 10.0.0.7, 1234",
        "amqp://[::1], [::1], 5672",
        "amqps://me:pw@[fe80::1]:1234/, [fe80::1], 1234"
    })
    void urlNamesHostAndPort(String url, String host, int port) {
        assertThat(broker(url).endpoints()).containsExactly(new Endpoint(host, port));
    }

    @ParameterizedTest
    @CsvSource({"amqp://rabbit, false", "amqps://rabbit, true"})
    void schemeDecidesOnTls(String url, boolean tls) {
        assertThat(broker(url).tls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://rabbit, guest, guest",
        "amqp://me@rabbit, me, ''",
        "amqp://me:s3cret@rabbit, me, s3cret",
        "amqp://m%40e:a%3Ab%2Fc%25+d:e@my_rabbit, m@e, a:b/c%+d:e"
    })
    void urlNamesUserAndPassword(String url, String username, String password) {
        Broker broker = broker(url);

        assertThat(broker.username()).isEqualTo(username);
        assertThat(broker.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://rabbit, /",
        "amqp://rabbit/, /",
        "amqp://rabbit/%2F, /",
        "amqp://rabbit/jobs, jobs",
        "amqp://my_rabbit/team%2Fjobs%20+, team/jobs +"
    })
    void pathIsTheVirtualHost(String url, String virtualHost) {
        assertThat(broker(url).virtualHost()).isEqualTo(virtualHost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://",
                "amqp:///jobs",
                "amqp://me:s3cret@",
                "amqp://me:s3cret@/jobs",
                "amqp://me:s3cret@:5672",
                "http://me:s3cret@rabbit",
                "me:s3cret@rabbit",
                "//me:s3cret@rabbit",
                "amqp:me:s3cret@rabbit",
                "amqp://me:s3cret^@rabbit",
                "amqp://me:s3cret%zz@rabbit",
                "amqp://me:s3cret@@rabbit",
                "amqp://me:s3cret/@rabbit",
                "amqp://me:s3cret@rabbit:port",
                "amqp://me:s3cret@rabbit:123456"
            })
    void otherUrlIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> broker(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RABBITMQ_URL")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void passwordIsNotInItsText() {
        assertThat(broker("amqps://me:s3cret@rabbit/jobs"))
                .asString()
                .contains("me")
                .doesNotContain("s3cret");
    }

    private static Broker broker(String url) {
        return Broker.ofUrl(url, Duration.ofSeconds(10), Duration.ofSeconds(5));
    }
}
