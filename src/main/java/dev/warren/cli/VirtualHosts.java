package dev.warren.cli;

import dev.warren.cli.access.AddVirtualHost;
import dev.warren.cli.access.DeleteVirtualHost;
import dev.warren.cli.access.ListVirtualHosts;
import picocli.CommandLine.Command;

/** The virtual hosts of the broker. */
@Command(
        name = "vhosts",
        description = "Looks after virtual hosts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListVirtualHosts.class, AddVirtualHost.class, DeleteVirtualHost.class})
public final class VirtualHosts {}
