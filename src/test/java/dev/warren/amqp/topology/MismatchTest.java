package dev.warren.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MismatchTest {

    private static final String ARGUMENT = "PRECONDITION_FAILED - inequivalent arg 'x-consumer-timeout' ";

    @Test
    void valuesAreRead() {
        Mismatch mismatch = of(ARGUMENT + "for queue 'q' in vhost '/': received '7200000' but current is '3600000'");

        assertThat(mismatch.argument()).isEqualTo("x-consumer-timeout");
        assertThat(mismatch.there()).isEqualTo("3600000");
        assertThat(mismatch.configured()).isEqualTo("7200000");
    }

    @Test
    void noValueIsAValueToo() {
        Mismatch mismatch = of(ARGUMENT
                + "for queue 'q' in vhost '/': received the value '7200000' of type 'long' but current is none");

        assertThat(mismatch.there()).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for queue 'qqqqqqqqqq...",
                "for queue 'q' in vhost '/': received '72000...",
                "for queue 'q' in vhost '/': received '7200000' but current is '36...",
                "for queue 'q' in vhost '/': received '7200000' but current is '3600000...",
                "for queue 'q' in vhost '/': received '7200000' but current is no...",
                "for queue 'q' in vhost '/': received none but current is the value '3600000...",
                "for queue 'q' in vhost '/': received none but current is the value '3600000' of type 'lo..."
            })
    void argumentIsReadWhereTheWordsAreCut(String words) {
        Mismatch mismatch = of(ARGUMENT + words);

        assertThat(mismatch.argument()).isEqualTo("x-consumer-timeout");
        assertThat(mismatch.there()).isEqualTo("unknown");
        assertThat(mismatch.valueThere()).isEmpty();
    }

    @Test
    void otherRefusalsAreOfNoArgument() {
        Mismatch mismatch = of("ACCESS_REFUSED - configure access to queue 'q' in vhost '/' refused for user 'u'");

        assertThat(mismatch.argument()).isEmpty();
        assertThat(mismatch.isForbidden()).isTrue();
    }

    private static Mismatch of(String words) {
        AMQP.Channel.Close close =
                new AMQP.Channel.Close.Builder().replyCode(406).replyText(words).build();
        return Mismatch.of(new IOException(new ShutdownSignalException(false, false, close, null)))
                .orElseThrow();
    }
}
