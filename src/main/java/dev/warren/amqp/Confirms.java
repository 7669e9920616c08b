package dev.warren.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The publishes of one channel that are not confirmed yet, by sequence number. Each takes a place in the window, and gives it
 * back whatever becomes of it.
 */
final class Confirms {

    private final Channel channel;
    private final Semaphore window;
    private final ConcurrentNavigableMap<Long, PendingPublish> unconfirmed = new ConcurrentSkipListMap<>();

    private volatile boolean givenUp;

    Confirms(Channel channel, int window) throws IOException {
        this.channel = channel;
        this.window = new Semaphore(window);
        channel.addConfirmListener(
                (tag, multiple) -> settle(tag, multiple, PendingPublish::confirmed),
                (tag, multiple) ->
                        settle(tag, multiple, publish -> publish.result.complete(new PublishResult.Refused())));
        channel.addReturnListener(this::returned);
        channel.confirmSelect();
    }

    /** Sends it, after waiting for a place in the window. Only ever called by one thread. */
    void send(PendingPublish publish) throws IOException, InterruptedException {
        window.acquire();
        long number = channel.getNextPublishSeqNo();
        unconfirmed.put(number, publish);
        publish.result.whenComplete((result, failure) -> {
            unconfirmed.remove(number);
            window.release();
        });
        if (!publish.result.isDone()) {
            channel.basicPublish(
                    publish.destination.exchange(),
                    publish.destination.routingKey(),
                    true,
                    publish.properties,
                    publish.body);
        }
    }

    /** Completes all that is unconfirmed. */
    void fail(PublishResult result) {
        List.copyOf(unconfirmed.values()).forEach(publish -> publish.result.complete(result));
    }

    private void settle(long tag, boolean multiple, Consumer<PendingPublish> with) {
        Collection<PendingPublish> settled =
                multiple ? List.copyOf(unconfirmed.headMap(tag, true).values()) : one(unconfirmed.get(tag));
        settled.forEach(with);
    }

    private static List<PendingPublish> one(PendingPublish publish) {
        return publish == null ? List.of() : List.of(publish);
    }

    /**
     * The broker sends a return before the confirm of the same message, but without its number. Of several with the same id
     * to the same place it does not matter which one is marked: they share their fate.
     */
    private void returned(Return message) {
        unconfirmed.values().stream()
                .filter(publish -> !publish.returned
                        && publish.isFor(
                                message.getExchange(),
                                message.getRoutingKey(),
                                message.getProperties().getMessageId()))
                .findFirst()
                .ifPresentOrElse(publish -> publish.returned = true, this::giveUp);
    }

    /** One of the unconfirmed was returned and it is not known which: then none of them may count as confirmed. */
    private void giveUp() {
        givenUp = true; // closing the channel here would wait for an answer that this thread has to read
        fail(new PublishResult.ConnectionLost("the broker returned a message that can't be told from the others"));
    }

    /** Whether the channel must not be used any more. */
    boolean isGivenUp() {
        return givenUp;
    }
}
