package dev.warren.deadletter;

import dev.warren.amqp.HeldLetter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** What a copy has in common with the letter that it is a copy of. */
record Content(String id, String type, String digest) {

    /** Of a letter whose payload was asked for; one without an id has no copies. */
    static Optional<Content> of(HeldLetter letter) {
        return letter.letter()
                .id()
                .map(id -> new Content(id, letter.letter().type().orElse(""), digest(letter.payload())));
    }

    private static String digest(byte[] payload) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
