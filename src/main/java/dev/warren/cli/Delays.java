package dev.warren.cli;

import dev.warren.amqp.LadderCheck;
import dev.warren.amqp.LadderCheck.Report;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks after the delay ladder on the broker. */
@Command(
        name = "delays",
        description =
                "Looks after the queues on the broker that hold delayed tasks. The broker is said by RABBITMQ_URL, or"
                        + " by RABBITMQ_HOST, RABBITMQ_USERNAME and so on.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something is missing or differs",
            "2:wrong usage",
            "3:no answer of the broker"
        })
public final class Delays {

    private static final int WRONG = 1;
    private static final int BROKER_AWAY = 3;

    @Spec
    private CommandSpec spec;

    @Command(description = "Says what is missing, or there in another way. Changes nothing.")
    int verify() {
        return withLadder(check -> {
            Report report = check.verify();
            tell(report, "missing");
            return report.isFine() ? 0 : WRONG;
        });
    }

    @Command(description = "Declares what is missing, and all bindings. What is there in another way stays.")
    int repair() {
        return withLadder(check -> {
            Report before = check.repair();
            tell(before, "declared");
            return before.differing().isEmpty() ? 0 : WRONG;
        });
    }

    private void tell(Report report, String missing) {
        report.missing().forEach(part -> say(missing + ": " + part));
        report.differing().forEach(this::say);
        if (report.unroutable() > 0) {
            say("warren.delay.unroutable keeps " + report.unroutable()
                    + " tasks whose queue was gone when they were due");
        }
        if (report.isFine()) {
            say("the delay ladder is as configured");
        }
    }

    private interface Work {
        int on(LadderCheck check) throws IOException;
    }

    private int withLadder(Work work) {
        try {
            return work.on(new BrokerSettings().ladder());
        } catch (IllegalArgumentException e) {
            return fail(e, CommandLine.ExitCode.USAGE);
        } catch (IOException e) {
            return fail(e, BROKER_AWAY);
        }
    }

    private int fail(Exception why, int exitCode) {
        spec.commandLine().getErr().println("warren: " + why.getMessage());
        return exitCode;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
