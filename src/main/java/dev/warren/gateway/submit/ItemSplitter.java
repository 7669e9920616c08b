package dev.warren.gateway.submit;

/** Finds where the items of a batch begin and end: one byte at a time, but for stretches in which nothing begins or ends. */
interface ItemSplitter {

    /** What to do about a byte. */
    enum Cut {
        /** It belongs to the current item. */
        KEEP,
        /** It belongs to none. */
        DROP,
        /** It ends the current item and does not belong to it. */
        ITEM,
        /** There can't be such a byte here: where the next item would begin is not known. */
        BROKEN
    }

    Cut next(byte value);

    /**
     * How many bytes from there on belong to the current item and change nothing in how those behind them are taken; it may be
     * fewer than there are. {@link #next} does not see them.
     */
    int stretch(byte[] bytes, int from);

    /** The same as {@link #next} when the body ends: {@code ITEM}, {@code DROP} for no more, or {@code BROKEN}. */
    Cut end();

    /** Whether it is sure where the next item begins after one that is not JSON. */
    boolean survivesBadJson();

    static boolean isSpace(byte value) {
        return value == ' ' || value == '\t' || value == '\n' || value == '\r';
    }
}
