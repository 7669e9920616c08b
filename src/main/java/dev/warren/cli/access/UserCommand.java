package dev.warren.cli.access;

import picocli.CommandLine.Parameters;

/** What the commands have in common that change one user. */
abstract class UserCommand extends AccessCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    private String user;

    final String user() {
        return user;
    }
}
