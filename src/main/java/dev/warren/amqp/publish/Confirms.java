package dev.warren.amqp.publish;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import dev.warren.amqp.connection.GatheredFrames;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The publishes of one channel that the broker has not answered yet, by sequence number. Each takes a place in the window until
 * it has a result; it stays here until the broker's answer, which may come after its caller's time-out and must not be taken
 * for another's.
 */
final class Confirms {

    /** How many windows may be sent without an answer, the callers long gone, before the channel is given up. */
    private static final int PATIENCE = 10;

    private final Channel channel;
    private final GatheredFrames frames;
    private final int size;
    private final Semaphore window;
    private final NavigableMap<Long, PendingPublish> unanswered = new ConcurrentSkipListMap<>();
    private volatile boolean givenUp;

    Confirms(Channel channel, GatheredFrames frames, int window) throws IOException {
        this.channel = channel;
        this.frames = frames;
        this.size = window;
        this.window = new Semaphore(window);
        channel.addConfirmListener(
                (tag, multiple) -> answered(tag, multiple, PendingPublish::confirmed),
                (tag, multiple) ->
                        answered(tag, multiple, publish -> publish.result.complete(new PublishResult.Refused())));
        channel.addReturnListener(this::returned);
        channel.confirmSelect();
    }

    /** Sends it, after waiting for a place in the window. Only ever called by one thread. */
    void send(PendingPublish publish) throws IOException, InterruptedException {
        if (!window.tryAcquire()) {
            frames.flush(); // the places come with the answers
            window.acquire();
        }
        publish.result.whenComplete((result, failure) -> window.release());
        PendingPublish.Content content = publish.take();
        if (content == null) {
            return; // its time was up while it waited
        }
        unanswered.put(channel.getNextPublishSeqNo(), publish);
        publish.send(content, channel);
        if (unanswered.size() > PATIENCE * size) {
            giveUp("the broker does not answer");
        }
    }

    /** The broker reads nothing for now: completes what must not wait. The rest has been sent, and will be answered. */
    void block(PublishResult.Blocked result) {
        unanswered.values().stream()
                .filter(publish -> !publish.untilAnswered)
                .forEach(publish -> publish.result.complete(result));
    }

    /** Completes all that is unanswered. */
    void fail(PublishResult result) {
        fail(publish -> result);
    }

    /** Completes all that is unanswered, each with its own result. */
    void fail(Function<PendingPublish, PublishResult> result) {
        List.copyOf(unanswered.values()).forEach(publish -> publish.result.complete(result.apply(publish)));
    }

    /** Whether the channel must not be used any more. */
    boolean isGivenUp() {
        return givenUp;
    }

    private void answered(long tag, boolean multiple, Consumer<PendingPublish> with) {
        if (multiple) {
            for (var first = unanswered.firstEntry();
                    first != null && first.getKey() <= tag;
                    first = unanswered.firstEntry()) {
                with.accept(unanswered.remove(first.getKey()));
            }
        } else {
            PendingPublish publish = unanswered.remove(tag);
            if (publish != null) {
                with.accept(publish);
            }
        }
    }

    /**
     * The broker sends a return before the confirm of the same message, but without its number. Of several with the same id
     * to the same place the first is marked: they were routed in this order. It may have been any of the others all the same,
     * for what a queue was bound to may have changed between them: a confirm of those says nothing, unless they are returned too.
     */
    private void returned(Return message) {
        List<PendingPublish> alike = unanswered.values().stream()
                .filter(publish -> !publish.returned
                        && publish.isFor(
                                message.getExchange(),
                                message.getRoutingKey(),
                                message.getProperties().getMessageId()))
                .toList();
        if (alike.isEmpty()) {
            giveUp("the broker returned a message that can't be told from the others");
            return;
        }
        alike.get(0).returned = true;
        alike.stream().skip(1).forEach(publish -> publish.doubtful = true);
    }

    /** None of the unanswered may count as confirmed. The channel is closed by the thread that sends: this one may not wait. */
    private void giveUp(String why) {
        givenUp = true;
        fail(new PublishResult.ConnectionLost(why));
    }
}
