package dev.warren.cli.manage;

import dev.warren.cli.BrokerCommand;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import picocli.CommandLine.Parameters;

/** What the commands have in common that change one exchange. */
abstract class ExchangeCommand extends BrokerCommand {

    @Parameters(index = "0", paramLabel = "EXCHANGE", description = "The exchange's name.")
    private String exchange;

    final String exchange() {
        return exchange;
    }

    final void refuseWarrensOwn() throws CommandException {
        if (exchange.startsWith("warren.")) {
            throw new CommandException(
                    Exit.USAGE,
                    "exchanges whose names start with warren. are Warren's own: gateways and workers look after them");
        }
    }
}
