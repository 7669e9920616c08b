package dev.warren.amqp.letter;

/** A letter that a {@link LetterReading} has handed out: to be decided on by that reading's thread, once. */
public final class HeldLetter {

    private final LetterReading reading;
    private final Letter letter;
    private final long place;
    private final PayloadGate.Arrival arrival;
    private byte[] payload;

    HeldLetter(LetterReading reading, Letter letter, long place, PayloadGate.Arrival arrival, byte[] payload) {
        this.reading = reading;
        this.letter = letter;
        this.place = place;
        this.arrival = arrival;
        this.payload = payload;
    }

    public Letter letter() {
        return letter;
    }

    /** The payload; empty if it was not asked for. */
    public byte[] payload() {
        return payload;
    }

    /** Takes it out of the queue, for good. */
    public void take() {
        reading.take(this);
    }

    /** Leaves it in the queue, where it is. */
    public void leave() {
        reading.leave(this);
    }

    long place() {
        return place;
    }

    /** Whether its payload could not be kept, for others took all the room. */
    boolean lacksPayload() {
        return arrival.payload() == PayloadGate.Payload.NO_ROOM;
    }

    void release(PayloadGate gate) {
        payload = null;
        gate.release(arrival);
    }
}
