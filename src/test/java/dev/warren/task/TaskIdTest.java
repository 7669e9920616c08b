package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is made is a UUID of version 7: RFC 9562, section 5.7. */
class TaskIdTest {

    private static final Instant NOW = Instant.parse("2027-01-31T08:00:00.123Z");

    @Test
    void isAUuidOfVersion7WithItsTimeInFront() {
        UUID id = UUID.fromString(create(NOW));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void noTwoOfOneMillisecondAreTheSame() {
        assertThat(Stream.generate(() -> create(NOW)).limit(10_000)).doesNotHaveDuplicates();
    }

    @Test
    void allBitsThatAreRandomDiffer() {
        List<UUID> ids =
                Stream.generate(() -> UUID.fromString(create(NOW))).limit(200).toList();
        UUID first = ids.get(0);
        long high = 0;
        long low = 0;
        for (UUID id : ids) {
            high |= id.getMostSignificantBits() ^ first.getMostSignificantBits();
            low |= id.getLeastSignificantBits() ^ first.getLeastSignificantBits();
        }

        assertThat(high).isEqualTo(0x0FFFL);
        assertThat(low).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    }

    @Test
    void sortsByTheMillisecond() {
        assertThat(create(NOW)).isLessThan(create(NOW.plusMillis(1)));
    }

    private static String create(Instant at) {
        return TaskId.create(Clock.fixed(at, ZoneOffset.UTC)).value();
    }
}
