package dev.warren;

import java.util.Optional;

/**
 * {@code warren serve}, as images and manifests say it. It is understood without the tree of commands, which takes a JVM longer to
 * read than the gateway or worker takes to start: picocli's classes are of a version that no cache of classes accepts.
 *
 * @param role if it is said; otherwise the configuration says it
 */
record PlainServe(Optional<Role> role) {

    private static final String VERB = "serve";
    private static final String OPTION = "--role";

    /**
     * @param configured the role that the environment says
     * @return nothing if there is more to the words, or something wrong with them
     */
    static Optional<PlainServe> read(String[] words, Optional<String> configured) {
        if (words.length == 0 || !words[0].equals(VERB)) {
            return Optional.empty();
        }
        if (words.length == 1) {
            return configured.isEmpty()
                    ? Optional.of(new PlainServe(Optional.empty()))
                    : configured.flatMap(PlainServe::of);
        }
        if (words.length == 2 && words[1].startsWith(OPTION + "=")) {
            return of(words[1].substring(OPTION.length() + 1));
        }
        return words.length == 3 && words[1].equals(OPTION) ? of(words[2]) : Optional.empty();
    }

    private static Optional<PlainServe> of(String label) {
        try {
            return Optional.of(new PlainServe(Optional.of(Role.parse(label))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // said by whoever reads all commands
        }
    }

    /** @return the exit code */
    int run() {
        // The channels look the role up by its name, so that has to be as they write it.
        role.ifPresent(chosen -> System.setProperty("warren.role", chosen.label()));
        return Launch.run();
    }
}
