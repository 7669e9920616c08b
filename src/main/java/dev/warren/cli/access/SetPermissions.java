package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.access.Accounts.GrantedTopics;
import dev.warren.access.Permissions;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what a user may do. */
@Command(
        name = "set",
        description =
                "Says what a user may do in a virtual host, by regular expressions of the names of queues and exchanges. What"
                        + " is not said is not permitted. With --topic: which routing keys it may use with a topic exchange.",
        footer = {
            "  warren permissions set ada --configure '^$' --write '^events$' --read '^audit$'",
            "  warren permissions set ada --topic events --write '^orders\\.' --read '^orders\\.'"
        })
public final class SetPermissions extends GrantCommand {

    private static final String NOTHING = "^$";

    @Option(names = "--configure", paramLabel = "REGEX", description = "What it may declare and delete.")
    private Optional<String> configure = Optional.empty();

    @Option(names = "--write", paramLabel = "REGEX", description = "Where it may publish.")
    private Optional<String> write = Optional.empty();

    @Option(names = "--read", paramLabel = "REGEX", description = "What it may consume and bind to.")
    private Optional<String> read = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "EXCHANGE",
            description = "The topic exchange whose routing keys are meant.")
    private Optional<String> topic = Optional.empty();

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        if (topic.isPresent() && configure.isPresent()) {
            throw new CommandException(Exit.USAGE, "--configure is not for routing keys: leave it or --topic out");
        }
        String virtualHost = virtualHostOf(accounts);
        if (topic.isPresent()) {
            accounts.grantTopics(
                    new GrantedTopics(user(), virtualHost, topic.get(), write.orElse(NOTHING), read.orElse(NOTHING)));
        } else {
            accounts.grant(
                    user(),
                    virtualHost,
                    new Permissions(configure.orElse(NOTHING), write.orElse(NOTHING), read.orElse(NOTHING)));
        }
        say("permissions of user " + user() + " in virtual host " + virtualHost + " are set");
    }
}
