package dev.warren.cli;

import dev.warren.amqp.delay.LadderCheck;
import dev.warren.amqp.delay.LadderCheck.Repair;
import dev.warren.amqp.delay.LadderCheck.Report;
import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Exit;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks after the delay ladder on the broker. */
@Command(
        name = "delays",
        description = {
            "Looks after the queues on the broker that hold delayed tasks.",
            "The broker is said by RABBITMQ_URL, or by RABBITMQ_HOST, RABBITMQ_USERNAME and so on."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something is missing or differs, or was refused by the broker",
            "2:wrong usage",
            "3:no answer of the broker"
        },
        footerHeading = "%nExamples:%n",
        footer = "  RABBITMQ_URL=amqp://localhost warren delays verify")
public final class Delays {

    @Spec
    private CommandSpec spec;

    @Command(description = "Says what is missing, or there in another way. Changes nothing.")
    int verify() {
        return withLadder(check -> tell(List.of(), check.verify()));
    }

    @Command(description = "Declares what is missing, and all bindings. What is there in another way stays.")
    int repair() {
        return withLadder(check -> {
            Repair repair = check.repair();
            return tell(repair.declared(), repair.after());
        });
    }

    /** @return the exit code */
    private int tell(List<String> declared, Report report) {
        declared.forEach(part -> say("declared: " + part));
        report.missing().forEach(part -> say("missing: " + part));
        report.differing().forEach(this::say);
        if (report.unroutable() > 0) {
            say("warren.delay.unroutable keeps " + report.unroutable()
                    + " tasks whose queue was gone when they were due");
        }
        if (!report.isFine()) {
            return Exit.REFUSED.code();
        }
        if (declared.isEmpty()) {
            say("the delay ladder is as configured");
        }
        return 0;
    }

    private interface Work {
        int on(LadderCheck check) throws IOException;
    }

    private int withLadder(Work work) {
        try {
            BrokerSettings settings = new BrokerSettings();
            try {
                return work.on(settings.ladder());
            } catch (IOException e) {
                CommandException away = settings.noAnswer(e);
                return fail(away.getMessage(), away.exit());
            }
        } catch (IllegalArgumentException e) {
            return fail(e.getMessage(), Exit.USAGE);
        }
    }

    private int fail(String why, Exit exit) {
        spec.commandLine().getErr().println("warren: " + why);
        return exit.code();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
