package dev.warren.gateway.submit;

/** One item per line (NDJSON); empty lines are none. */
final class LineSplitter implements ItemSplitter {

    private boolean empty = true;

    @Override
    public Cut next(byte value) {
        if (value == '\n') {
            return end();
        }
        if (empty && ItemSplitter.isSpace(value)) {
            return Cut.DROP;
        }
        empty = false;
        return Cut.KEEP;
    }

    @Override
    public int stretch(byte[] bytes, int from) {
        int to = from;
        while (!empty && to < bytes.length && bytes[to] != '\n') {
            to++;
        }
        return to - from;
    }

    @Override
    public Cut end() {
        Cut cut = empty ? Cut.DROP : Cut.ITEM;
        empty = true;
        return cut;
    }

    @Override
    public boolean survivesBadJson() {
        return true;
    }
}
