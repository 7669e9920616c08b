package dev.warren.gateway.submit;

import dev.warren.gateway.http.GatewayConfig;
import java.time.Duration;

/**
 * What a batch may hold and be.
 *
 * @param items how many items may wait for their confirms at a time
 * @param bytes how many bytes of payload may wait for their confirms before reading pauses
 * @param payload the largest payload of an item, in bytes
 * @param room how many bytes of bodies may be held of all requests together
 * @param total the most items of a batch
 * @param patience how long a body that does not come is waited for
 */
record BatchLimits(int items, long bytes, long payload, long room, int total, Duration patience) {

    /** Room for the id, the type and the headers of an item. */
    private static final int BESIDE_PAYLOAD = 128 * 1024;

    /** @throws IllegalArgumentException no batch could get through */
    BatchLimits {
        atLeastOne("warren.gateway.batch-window", items);
        atLeastOne("warren.gateway.batch-window-bytes", bytes);
        atLeastOne("warren.gateway.max-batch-items", total);
        if (room < itemJson(payload)) {
            throw new IllegalArgumentException("warren.gateway.max-body-bytes has to be at least " + itemJson(payload)
                    + ", which an item of a batch may take (twice warren.gateway.max-payload, and 128 KiB), not "
                    + room);
        }
        atLeastOne("warren.gateway.body-timeout in ms", patience.toMillis());
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " has to be at least 1, not " + value);
        }
    }

    static BatchLimits of(GatewayConfig config) {
        return new BatchLimits(
                config.batchWindow(),
                config.batchWindowBytes().asLongValue(),
                config.maxPayload().asLongValue(),
                config.maxBodyBytes().asLongValue(),
                config.maxBatchItems(),
                config.bodyTimeout());
    }

    /** The longest JSON of an item: Base64 takes 4 bytes for 3, and text with many escapes up to twice its size. */
    int itemJson() {
        return Math.toIntExact(itemJson(payload));
    }

    private static long itemJson(long payload) {
        return 2 * payload + BESIDE_PAYLOAD;
    }
}
