package dev.warren.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.access.Accounts;
import dev.warren.access.Accounts.Granted;
import dev.warren.access.Accounts.GrantedTopics;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.ManagementException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what users may do. */
@Command(
        name = "list",
        description = "Lists what users may do in virtual hosts, by regular expressions of names.",
        footer = {"  warren permissions list --user ada", "  warren permissions list --topics"})
public final class ListPermissions extends AccessCommand {

    @Option(names = "--user", paramLabel = "USER", description = "Only of this user.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--vhost", paramLabel = "VHOST", description = "Only in this virtual host.")
    private Optional<String> virtualHost = Optional.empty();

    @Option(names = "--topics", description = "Which routing keys they may use with topic exchanges.")
    private boolean topics;

    @Mixin
    private Output output;

    @Override
    void manage(Accounts accounts) throws ManagementException {
        if (topics) {
            showTopics(accounts.topicPermissions().stream()
                    .filter(granted -> isWanted(granted.user(), granted.virtualHost()))
                    .toList());
        } else {
            show(accounts.permissions().stream()
                    .filter(granted -> isWanted(granted.user(), granted.virtualHost()))
                    .toList());
        }
    }

    private boolean isWanted(String ofUser, String inVirtualHost) {
        return user.map(ofUser::equals).orElse(true)
                && virtualHost.map(inVirtualHost::equals).orElse(true);
    }

    private void show(List<Granted> all) {
        output.show(new ObjectMapper().valueToTree(all), () -> {
            Table table = new Table("USER", "VHOST", "CONFIGURE", "WRITE", "READ");
            all.forEach(granted -> table.row(
                    granted.user(),
                    granted.virtualHost(),
                    granted.permissions().configure(),
                    granted.permissions().write(),
                    granted.permissions().read()));
            return table;
        });
    }

    private void showTopics(List<GrantedTopics> all) {
        output.show(new ObjectMapper().valueToTree(all), () -> {
            Table table = new Table("USER", "VHOST", "EXCHANGE", "WRITE", "READ");
            all.forEach(granted -> table.row(
                    granted.user(), granted.virtualHost(), granted.exchange(), granted.write(), granted.read()));
            return table;
        });
    }
}
