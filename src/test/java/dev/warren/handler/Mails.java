package dev.warren.handler;

import dev.warren.task.Attempt;
import dev.warren.task.Outcome;
import dev.warren.task.TaskHandler;
import jakarta.inject.Singleton;

/** A handler of one type, known by its outcome. */
@Singleton
@HandlesType("mail")
class Mails implements TaskHandler {

    static final Outcome OUTCOME = Outcome.dead("mails");

    @Override
    public Outcome handle(Attempt attempt) {
        return OUTCOME;
    }
}
