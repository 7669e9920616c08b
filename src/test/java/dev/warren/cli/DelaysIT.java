package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.PlainAmqp;
import dev.warren.harness.Shell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysIT {

    private static final String URL = "rabbitmq-url";

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();
    private final String virtualHost = "delays-" + UUID.randomUUID();
    private final PlainAmqp amqp = node.amqp(virtualHost);

    @BeforeEach
    void useAVirtualHost() {
        node.addVirtualHost(virtualHost);
        shell.with(URL, node.amqpUrl(virtualHost)).with("warren.delay.levels", "22");
    }

    @Test
    void verifySaysWhatIsMissingAndChangesNothing() {
        assertThat(run("verify")).isEqualTo(1);
        assertThat(shell.said()).contains("missing: exchange warren.delay.21", "missing: queue warren.delay.21");

        assertThat(amqp.exists("warren.delay.21")).isFalse();
        assertThat(run("verify")).isEqualTo(1);
    }

    @Test
    void repairDeclaresWhatIsMissing() {
        assertThat(run("repair")).isZero();
        assertThat(run("verify")).isZero();

        amqp.deleteQueue("warren.delay.07");

        assertThat(run("verify")).isEqualTo(1);
        assertThat(shell.said()).endsWith("missing: queue warren.delay.07" + System.lineSeparator());
        assertThat(run("repair")).isZero();
        assertThat(amqp.exists("warren.delay.07")).isTrue();
        assertThat(run("verify")).isZero();
    }

    @Test
    void whatDiffersIsSaidAndStays() {
        amqp.declareQueue("warren.delay.03", Map.of("x-queue-type", "classic"));

        assertThat(run("repair")).isEqualTo(1);
        assertThat(shell.said()).contains("'warren.delay.03'", "declared anew");
        assertThat(run("verify")).isEqualTo(1);
    }

    @Test
    void whatTheBrokerRefusesToDeclareIsNotSaidToBeDeclared() {
        run("repair");
        amqp.deleteQueue("warren.delay.07");
        amqp.deleteQueue("warren.delay.08");
        amqp.call(channel -> channel.exchangeDelete("warren.delay.07"));
        String user = user("^(?!warren.delay.07$).*", ".*");
        Shell.Ended repair = repairAs(user);

        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.out())
                .contains(
                        "declared: queue warren.delay.08",
                        "missing: exchange warren.delay.07",
                        "missing: queue warren.delay.07",
                        "ACCESS_REFUSED")
                .doesNotContain("declared: exchange", "declared: queue warren.delay.07");
        assertThat(amqp.exists("warren.delay.07")).isFalse();
    }

    @Test
    void bindingsThatTheBrokerRefusesAreSaid() {
        run("repair");
        String user = user(".*", "^$");
        Shell.Ended repair = repairAs(user);

        assertThat(repair.exitCode()).isEqualTo(1);
        assertThat(repair.out()).contains("the broker refused to bind 'warren.delay.07'", "ACCESS_REFUSED");
        assertThat(run("repair")).isZero();
    }

    @Test
    void tasksWithoutAQueueAreCounted() {
        run("repair");
        amqp.publish("warren.delay.unroutable", List.of("a", "b"));

        assertThat(run("verify")).isZero();
        assertThat(shell.said()).contains("keeps 2 tasks");
    }

    @ParameterizedTest
    @CsvSource({
        "rabbitmq-url,amqp://guest:guest@127.0.0.1:1,3",
        "rabbitmq-url,http://nonsense,2",
        "warren.delay.levels,0,2",
        "warren.delay.levels,99,2",
        "warren.delay.levels,many,2"
    })
    void whatKeepsItFromLookingIsOneLineAndAnExitCode(String setting, String value, int exitCode) {
        shell.with(setting, value);

        assertThat(run("verify")).isEqualTo(exitCode);
        assertThat(shell.noted().lines()).hasSize(1).allMatch(line -> line.startsWith("warren: "));
    }

    /** May read all, and declare and write what these patterns say. */
    private String user(String configure, String write) {
        String user = "user-" + UUID.randomUUID();
        node.ctl("add_user", user, "secret");
        node.ctl("set_permissions", "-p", virtualHost, user, configure, write, ".*");
        return user;
    }

    private Shell.Ended repairAs(String user) {
        shell.with(URL, node.amqpUrl(virtualHost).replace("guest:guest", user + ":secret"));
        try {
            return shell.call("delays", "repair");
        } finally {
            shell.with(URL, node.amqpUrl(virtualHost));
            node.ctl("delete_user", user);
        }
    }

    private int run(String verb) {
        return shell.run("delays", verb);
    }
}
