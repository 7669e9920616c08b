/**
 * Reads dead letters, and removes those that somebody is done with: {@link dev.warren.amqp.letter.LetterReader}.
 */
package dev.warren.amqp.letter;
