package dev.warren.bench.noop;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** How old tasks are when they are run, by this machine's monotonic clock; prints that when the last of them has come. */
final class Ages {

    private long[] nanos = {};
    private int count;
    private long begunAt;

    /** @param payload begins with when the task was due to be submitted, and of how many that are counted it is one */
    synchronized void add(ByteBuffer payload) {
        long now = System.nanoTime();
        long age = now - payload.getLong();
        int counted = payload.getInt();
        if (counted == 0) {
            return;
        }
        if (count == 0) {
            nanos = new long[counted];
            begunAt = now;
        }
        nanos[count++] = age;
        if (count == counted) {
            print((now - begunAt) / 1e9);
            count = 0;
        }
    }

    private void print(double seconds) {
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "{\"tasks\":%d,\"seconds\":%.4f,\"p50Millis\":%.3f,\"p99Millis\":%.3f}",
                nanos.length,
                seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6));
    }
}
