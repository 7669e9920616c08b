package dev.warren.bench.load;

import java.util.Arrays;

/** Times of requests. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    /** @return milliseconds, or null where there are none */
    Double percentileMillis(double part) {
        if (count == 0) {
            return null;
        }
        Arrays.sort(nanos, 0, count);
        return nanos[(int) Math.min(count - 1, part * count)] / 1e6;
    }
}
