package dev.warren.gateway.submit;

/**
 * One item per element of a JSON array. Follows only strings and nesting; whether an item is JSON is for its reader to find
 * out. What is sure is that good elements are cut out whole.
 */
final class ArraySplitter implements ItemSplitter {

    private enum Place {
        BEFORE,
        FIRST,
        ELEMENT,
        AFTER
    }

    private Place place = Place.BEFORE;
    private boolean empty = true;
    private int depth;
    private boolean inString;
    private boolean escaped;

    @Override
    public Cut next(byte value) {
        return switch (place) {
            case BEFORE -> open(value);
            case FIRST, ELEMENT -> inString ? string(value) : element(value);
            case AFTER -> ItemSplitter.isSpace(value) ? Cut.DROP : Cut.BROKEN;
        };
    }

    @Override
    public int stretch(byte[] bytes, int from) {
        int to = from;
        while (inString && !escaped && to < bytes.length && bytes[to] != '"' && bytes[to] != '\\') {
            to++;
        }
        return to - from;
    }

    @Override
    public Cut end() {
        return place == Place.AFTER ? Cut.DROP : Cut.BROKEN;
    }

    @Override
    public boolean survivesBadJson() {
        return false;
    }

    private Cut open(byte value) {
        if (value == '[') {
            place = Place.FIRST;
            return Cut.DROP;
        }
        return ItemSplitter.isSpace(value) ? Cut.DROP : Cut.BROKEN;
    }

    private Cut string(byte value) {
        if (escaped) {
            escaped = false;
        } else if (value == '\\') {
            escaped = true;
        } else if (value == '"') {
            inString = false;
        }
        return Cut.KEEP;
    }

    private Cut element(byte value) {
        if (depth == 0 && value == ',') {
            return separate(Place.ELEMENT);
        }
        if (depth == 0 && value == ']') {
            return empty && place == Place.FIRST ? close() : separate(Place.AFTER);
        }
        if (empty && ItemSplitter.isSpace(value)) {
            return Cut.DROP;
        }
        empty = false;
        switch (value) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth = Math.max(0, depth - 1);
            default -> {}
        }
        return Cut.KEEP;
    }

    private Cut separate(Place next) {
        if (empty) {
            return Cut.BROKEN;
        }
        place = next;
        empty = true;
        return Cut.ITEM;
    }

    private Cut close() {
        place = Place.AFTER;
        return Cut.DROP;
    }
}
