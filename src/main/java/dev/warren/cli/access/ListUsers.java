package dev.warren.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.access.Account;
import dev.warren.access.Accounts;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.ManagementException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists users. */
@Command(name = "list", description = "Lists the broker's users and their tags.", footer = "  warren users list")
public final class ListUsers extends AccessCommand {

    @Mixin
    private Output output;

    @Override
    void manage(Accounts accounts) throws ManagementException {
        List<Account> users = accounts.users();
        output.show(new ObjectMapper().valueToTree(users), () -> {
            Table table = new Table("USER", "TAGS");
            users.forEach(user -> table.row(user.name(), String.join(",", user.tags())));
            return table;
        });
    }
}
