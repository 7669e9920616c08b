package dev.warren.cli.access;

import dev.warren.access.Accounts;
import dev.warren.inspect.ManagementException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a virtual host. */
@Command(
        name = "add",
        description = "Makes a virtual host. RabbitMQ permits everything in it to the user that makes it.",
        footer = "  warren vhosts add staging --description 'of the staging cluster'")
public final class AddVirtualHost extends AccessCommand {

    @Parameters(index = "0", paramLabel = "VHOST", description = "Its name.")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> description = Optional.empty();

    @Override
    void manage(Accounts accounts) throws ManagementException {
        if (accounts.virtualHost(name).isPresent()) {
            say("virtual host " + name + " was there already");
            return;
        }
        accounts.addVirtualHost(name, description.orElse(""));
        say("virtual host " + name + " is added");
    }
}
