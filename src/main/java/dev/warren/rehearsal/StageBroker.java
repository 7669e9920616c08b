package dev.warren.rehearsal;

import dev.warren.rehearsal.Frames.Fields;
import dev.warren.rehearsal.Frames.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Says yes to everything that a client of RabbitMQ asks, and keeps nothing. Whoever consumes gets one task. What is published is
 * confirmed, and returned before if it went to the exchange of paused queues, of which there is none.
 */
final class StageBroker {

    private static final String PAUSES = "warren.paused";
    private static final byte[] TASK = "{\"to\":\"ada@example.org\"}".getBytes(StandardCharsets.UTF_8);
    private static final Fields NOTHING = out -> {};

    private final CountDownLatch done;

    /** @param done counted down with each task that is acknowledged */
    StageBroker(CountDownLatch done) {
        this.done = done;
    }

    /** Until the client closes the connection. */
    void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        in.readFully(new byte[8]); // AMQP and the version
        Frames frames = new Frames(in, new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
        frames.method(0, 10_010, start -> {
            start.writeByte(0);
            start.writeByte(9);
            start.writeInt(0); // no properties: no version, no capabilities
            Frames.longText(start, "PLAIN");
            Frames.longText(start, "en_US");
        });
        Play play = new Play(frames);
        while (play.goesOn(frames.read())) {
            // each frame is answered as it comes
        }
    }

    /** One connection. */
    private final class Play {

        private final Frames frames;
        private final Map<Integer, Long> published = new HashMap<>();
        private final Map<Integer, Frame> unfinished = new HashMap<>();

        Play(Frames frames) {
            this.frames = frames;
        }

        boolean goesOn(Frame frame) throws IOException {
            int channel = frame.channel();
            if (frame.type() == Frames.METHOD) {
                return answer(channel, frame.method(), frame);
            }
            if (frame.type() == Frames.HEADER && unfinished.containsKey(channel)) {
                published(channel, unfinished.remove(channel));
            }
            return true;
        }

        private boolean answer(int channel, int method, Frame frame) throws IOException {
            switch (method) {
                case 10_011 ->
                    frames.method(channel, 10_030, tune -> {
                        tune.writeShort(2_047);
                        tune.writeInt(131_072);
                        tune.writeShort(0);
                    });
                case 10_040 -> frames.method(channel, 10_041, ok -> Frames.text(ok, ""));
                case 20_010 -> frames.method(channel, 20_011, ok -> Frames.longText(ok, ""));
                case 50_010 ->
                    frames.method(channel, 50_011, ok -> {
                        Frames.text(ok, frame.text(6));
                        ok.writeInt(0);
                        ok.writeInt(0);
                    });
                case 60_020 -> deliver(channel);
                case 60_030 -> frames.method(channel, 60_031, ok -> Frames.text(ok, frame.text(4)));
                case 60_040 -> unfinished.put(channel, frame);
                case 60_080 -> done.countDown();
                case 85_010 -> {
                    published.put(channel, 0L);
                    frames.method(channel, 85_011, NOTHING);
                }
                case 10_031, 60_090, 60_120 -> {} // wants no answer
                default -> frames.method(channel, method + 1, NOTHING); // RabbitMQ's "ok" is the next number
            }
            return method != 10_050;
        }

        private void deliver(int channel) throws IOException {
            frames.method(channel, 60_021, ok -> Frames.text(ok, "rehearsal"));
            frames.method(channel, 60_060, delivery -> {
                Frames.text(delivery, "rehearsal");
                delivery.writeLong(1);
                delivery.writeByte(0);
                Frames.text(delivery, "");
                Frames.text(delivery, "rehearsal");
            });
            frames.content(channel, TASK);
        }

        private void published(int channel, Frame publish) throws IOException {
            String exchange = publish.text(6);
            if (exchange.equals(PAUSES)) {
                frames.method(channel, 60_050, returned -> {
                    returned.writeShort(312);
                    Frames.text(returned, "NO_ROUTE");
                    Frames.text(returned, exchange);
                    Frames.text(returned, publish.text(7 + exchange.length()));
                });
                frames.content(channel, new byte[0]);
            }
            Long tag = published.computeIfPresent(channel, (on, last) -> last + 1);
            if (tag != null) {
                frames.method(channel, 60_080, ack -> {
                    ack.writeLong(tag);
                    ack.writeByte(0);
                });
            }
        }
    }
}
