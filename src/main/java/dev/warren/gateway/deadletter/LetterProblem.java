package dev.warren.gateway.deadletter;

import dev.warren.amqp.letter.LettersException;
import dev.warren.amqp.publish.PublishResult;
import dev.warren.deadletter.Trouble;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.problem.PublishProblem;
import dev.warren.task.TaskId;
import java.util.Map;

/** What keeps dead letters from being read or replayed, as a problem. */
public final class LetterProblem {

    private LetterProblem() {}

    public static Problem of(LettersException exception) {
        return of(exception.obstacle(), exception.getMessage());
    }

    public static Problem of(LettersException.Obstacle obstacle, String words) {
        return switch (obstacle) {
            case NO_QUEUE ->
                Problem.of(
                        ProblemType.QUEUE_NOT_FOUND,
                        "The broker has no queue of dead letters for this name: the queue is not one of Warren's, or"
                                + " nobody has declared it yet.");
            case BUSY ->
                Problem.of(
                        ProblemType.DEAD_LETTERS_BUSY,
                        "Someone else lists, replays or discards these letters, and one at a time can. Repeat it"
                                + " after Retry-After.");
            case UNSAFE -> Problem.of(ProblemType.DEAD_LETTERS_UNSAFE, "Not read: " + words + ".");
            case UNAVAILABLE ->
                Problem.of(
                        ProblemType.BROKER_UNAVAILABLE,
                        "The dead letters can't be read: the broker can't be reached, or has closed the connection, or"
                                + " this gateway is ending. They are where they were, but those reported as done.");
        };
    }

    public static Problem of(Trouble trouble) {
        if (trouble instanceof Trouble.NotReadable notReadable) {
            return of(notReadable.cause());
        }
        if (trouble instanceof Trouble.Unreadable unreadable) {
            return Problem.of(
                    ProblemType.INVALID_TASK,
                    "It can't be replayed whole: " + unreadable.why() + ". It can be discarded.");
        }
        if (trouble instanceof Trouble.NotPublished notPublished) {
            return of(notPublished.result());
        }
        return Problem.of(
                ProblemType.BROKER_UNAVAILABLE, "It was stopped: the caller had gone, or this gateway is ending.");
    }

    private static Problem of(PublishResult result) {
        Problem submit = PublishProblem.of(result, "", new TaskId("-")).orElseThrow();
        return new Problem(
                submit.type(),
                submit.title(),
                submit.status(),
                "The broker did not take over the letters that failed; they are where they were.",
                submit.retryAfter(),
                Map.of());
    }

    public static Problem noSuchLetter() {
        return Problem.of(
                ProblemType.LETTER_NOT_FOUND,
                "No dead letter of this queue has this id: it was replayed or discarded.");
    }

    static Problem tooManyReadings() {
        return Problem.of(
                ProblemType.DEAD_LETTERS_BUSY,
                "This gateway reads as many queues of dead letters as it may at a time. Repeat it after Retry-After.");
    }
}
