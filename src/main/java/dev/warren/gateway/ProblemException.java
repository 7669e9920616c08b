package dev.warren.gateway;

/** Ends a request, or an item of a batch, with a problem. */
final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    Problem problem() {
        return problem;
    }
}
