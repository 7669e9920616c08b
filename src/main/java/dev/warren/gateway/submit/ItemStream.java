package dev.warren.gateway.submit;

import dev.warren.gateway.http.BodyRoom;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The items of a batch, taken one at a time from the chunks of its body. Holds one chunk and at most one item; of an item that
 * is too long it holds nothing.
 */
final class ItemStream implements AutoCloseable {

    /** What comes next. */
    sealed interface Next {

        /** An item, not yet looked at. */
        record Item(byte[] json) implements Next {}

        /** An item that is longer than it may be. */
        record TooLong() implements Next {}

        /** All bodies together take as much as they may. */
        record NoRoom() implements Next {}

        /** The body is no batch from here on. */
        record Broken() implements Next {}

        /** Everything has been taken. */
        record End() implements Next {}
    }

    /** As long as most items are. */
    private static final int SHORT = 1024;

    /** Of UTF-8; some programs put it first, and it means nothing. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ItemSplitter splitter;
    private final int maxItem;
    private final BodyRoom.Share room;
    private byte[] chunk = new byte[0];
    private int position;
    private int markPosition;
    private boolean ended;
    private byte[] item = new byte[SHORT];
    private int length;
    private boolean tooLong;
    private boolean noRoom;

    /**
     * @param maxItem the longest item, in bytes of JSON
     * @param room for items that are longer than most
     */
    ItemStream(ItemSplitter splitter, int maxItem, BodyRoom.Share room) {
        this.splitter = splitter;
        this.maxItem = maxItem;
        this.room = room;
    }

    /** Adds a chunk, after everything of the last one has been taken. */
    void offer(Buffer next) {
        chunk = next.getBytes();
        position = 0;
    }

    /** Says that there are no more chunks. */
    void end() {
        ended = true;
    }

    /** What comes next; empty when that takes another chunk. */
    Optional<Next> take() {
        while (position < chunk.length && !noRoom) {
            int stretch = splitter.stretch(chunk, position);
            if (stretch > 0) {
                keep(position, stretch);
                position += stretch;
                continue;
            }
            byte value = chunk[position++];
            if (isMark(value)) {
                continue;
            }
            switch (splitter.next(value)) {
                case KEEP -> keep(position - 1, 1);
                case DROP -> {}
                case ITEM -> {
                    return Optional.of(cut());
                }
                case BROKEN -> {
                    return Optional.of(new Next.Broken());
                }
            }
        }
        if (noRoom) {
            return Optional.of(new Next.NoRoom());
        }
        return ended ? Optional.of(takeLast()) : Optional.empty();
    }

    /** Nothing is taken any more. */
    @Override
    public void close() {
        room.close();
    }

    boolean survivesBadJson() {
        return splitter.survivesBadJson();
    }

    private boolean isMark(byte value) {
        boolean isMark = markPosition < BYTE_ORDER_MARK.length && value == BYTE_ORDER_MARK[markPosition];
        markPosition = isMark ? markPosition + 1 : BYTE_ORDER_MARK.length;
        return isMark;
    }

    private Next takeLast() {
        return switch (splitter.end()) {
            case ITEM -> cut();
            case DROP, KEEP -> new Next.End();
            case BROKEN -> new Next.Broken();
        };
    }

    /** The bytes of the chunk from there on. */
    private void keep(int from, int count) {
        if (tooLong) {
            return;
        }
        if (count > maxItem - length) {
            tooLong = true;
            item = new byte[SHORT];
            length = 0;
            return;
        }
        if (count > item.length - length) {
            int longer = (int) Math.min(Math.max(2L * item.length, length + count), maxItem);
            noRoom = !room.growTo(longer);
            if (noRoom) {
                return;
            }
            item = Arrays.copyOf(item, longer);
        }
        System.arraycopy(chunk, from, item, length, count);
        length += count;
    }

    private Next cut() {
        Next next = tooLong ? new Next.TooLong() : new Next.Item(Arrays.copyOf(item, length));
        tooLong = false;
        length = 0;
        return next;
    }
}
