package dev.warren.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.access.AccountSetup;
import dev.warren.access.AccountSetup.Failure;
import dev.warren.access.AccountSetup.Plan;
import dev.warren.access.AccountSetup.Result;
import dev.warren.access.AccountSetup.User;
import dev.warren.access.Accounts;
import dev.warren.access.SecretManifests;
import dev.warren.amqp.connection.Broker;
import dev.warren.amqp.connection.Broker.Endpoint;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import dev.warren.inspect.ManagementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares a broker. */
@Command(
        name = "setup",
        description =
                "Makes a virtual host and three users that may do what they need there and nothing else: for gateways, for"
                        + " workers, and for an autoscaler that reads how long queues are. New passwords are printed once. What is"
                        + " there already stays: a second run changes nothing.",
        footer = {
            "  warren setup --vhost tasks --queue emails --queue thumbnails",
            "  warren setup --vhost tasks -o secret --host rabbitmq.rabbitmq.svc --namespace warren | kubectl apply -f -",
            "  warren setup --vhost tasks --rotate -o json"
        })
public final class Setup extends AccessCommand {

    /** How it is printed. */
    enum Format {
        TEXT,
        JSON,
        SECRET
    }

    @Option(
            names = "--vhost",
            paramLabel = "VHOST",
            defaultValue = "warren",
            description = "The virtual host; warren otherwise.")
    private String virtualHost;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "warren",
            description = "The users are PREFIX-gateway and so on; warren otherwise.")
    private String prefix;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description =
                    "A queue that they are for; may be given again. Without it, all of the virtual host: any worker can"
                            + " then work on any queue.")
    private List<String> queues = new ArrayList<>();

    @Option(
            names = "--exchange",
            paramLabel = "EXCHANGE",
            description =
                    "An exchange of yours that is published to, followed, or bound to a queue; may be given again.")
    private List<String> exchanges = new ArrayList<>();

    @Option(
            names = "--rotate",
            description = "New passwords for users that are there; those that use the old ones are shut out.")
    private boolean rotate;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|secret",
            defaultValue = "text",
            description = "For people, for programs, or Secrets for kubectl apply -f -")
    private Format format;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "Of the Secrets.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The broker's host as gateways and workers reach it; that of the settings otherwise.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Its port, likewise.")
    private Optional<Integer> port = Optional.empty();

    @Override
    void manage(Accounts accounts) throws CommandException, ManagementException {
        SecretManifests secrets = secrets();
        Result result = new AccountSetup(accounts)
                .apply(new Plan(virtualHost, prefix, List.copyOf(queues), List.copyOf(exchanges), rotate));
        if (result.failure().isEmpty() || !result.isUnchanged()) {
            show(result, secrets);
        }
        if (result.failure().isPresent()) {
            throw failed(result.failure().get(), !result.isUnchanged());
        }
        if (result.isUnchanged()) {
            note("nothing had to be changed in virtual host " + virtualHost);
        }
    }

    private void show(Result result, SecretManifests secrets) {
        switch (format) {
            case TEXT -> showToPeople(result, secrets);
            case JSON -> say(json(result, secrets).toString());
            case SECRET -> {
                String manifests = secrets.of(result).stripTrailing();
                if (!manifests.isEmpty()) {
                    say(manifests);
                }
                noteWhatIsLeftOut(result);
            }
        }
    }

    private CommandException failed(Failure failure, boolean begun) throws ManagementException {
        ManagementException why = failure.cause();
        if (!failure.losesPassword() && !begun) {
            throw why;
        }
        return new CommandException(
                why.kind() == ManagementException.Kind.AWAY ? Exit.AWAY : Exit.REFUSED,
                why.getMessage() + "; run it again" + (rotate || failure.losesPassword() ? " with --rotate" : "")
                        + (failure.losesPassword()
                                ? ", for a password may have been made that nobody knows"
                                : ": only what is said above is done"));
    }

    private SecretManifests secrets() {
        Broker broker = settings().broker();
        Endpoint known = broker.endpoints().get(0);
        return new SecretManifests(
                new Endpoint(host.orElse(known.host()), port.orElse(known.port())), broker.tls(), namespace);
    }

    private void showToPeople(Result result, SecretManifests secrets) {
        say("virtual host " + result.virtualHost() + (result.madeVirtualHost() ? ": made" : ": was there"));
        for (User user : result.users()) {
            say("");
            say("user " + user.name() + ": "
                    + (user.changes().isEmpty() ? "as it was" : "new " + String.join(", ", user.changes())));
            user.password().ifPresent(password -> {
                say("  password   " + password);
                say("  url        " + secrets.url(user, result.virtualHost()));
            });
            if (!user.part().tags().isEmpty()) {
                say("  tags       " + String.join(",", user.part().tags()));
            }
            say("  configure  " + user.permissions().configure());
            say("  write      " + user.permissions().write());
            say("  read       " + user.permissions().read());
            user.part().reasons(exchanges).forEach(reason -> say("  it " + reason));
        }
    }

    private void noteWhatIsLeftOut(Result result) {
        result.users().stream()
                .filter(user -> user.password().isEmpty())
                .forEach(user -> note("no Secret for user " + user.name()
                        + ": it was there, and RabbitMQ does not give away its password; --rotate makes a new one"));
    }

    private static ObjectNode json(Result result, SecretManifests secrets) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("virtualHost", result.virtualHost());
        json.put("changed", !result.isUnchanged());
        for (User user : result.users()) {
            ObjectNode each = json.withArray("users").addObject();
            each.put("part", user.part().label()).put("name", user.name());
            user.password().ifPresent(password -> each.put("password", password)
                    .put("url", secrets.url(user, result.virtualHost())));
            user.part().tags().forEach(each.putArray("tags")::add);
            each.put("configure", user.permissions().configure())
                    .put("write", user.permissions().write())
                    .put("read", user.permissions().read());
            user.changes().forEach(each.putArray("changed")::add);
        }
        return json;
    }
}
