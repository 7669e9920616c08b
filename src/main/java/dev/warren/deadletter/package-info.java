/**
 * What operators do with dead letters: list, group, look at, replay, discard. Reading them on the broker is {@link
 * dev.warren.amqp.letter.LetterReader}'s.
 */
package dev.warren.deadletter;
