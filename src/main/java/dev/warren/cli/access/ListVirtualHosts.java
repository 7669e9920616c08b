package dev.warren.cli.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.access.Accounts;
import dev.warren.access.Accounts.VirtualHost;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.Table;
import dev.warren.inspect.ManagementException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists virtual hosts. */
@Command(name = "list", description = "Lists the virtual hosts that this user sees.", footer = "  warren vhosts list")
public final class ListVirtualHosts extends AccessCommand {

    @Mixin
    private Output output;

    @Override
    void manage(Accounts accounts) throws ManagementException {
        List<VirtualHost> virtualHosts = accounts.virtualHosts();
        output.show(new ObjectMapper().valueToTree(virtualHosts), () -> {
            Table table = new Table("VHOST", "MESSAGES", "DESCRIPTION");
            virtualHosts.forEach(vhost -> table.row(vhost.name(), vhost.messages(), vhost.description()));
            return table;
        });
    }
}
