package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.Shell;
import dev.warren.harness.Shell.Ended;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, virtual hosts, permissions and bindings, by the management API of a real broker; what it lists is what rabbitmqctl lists. */
class AccessIT {

    @RegisterExtension
    final Shell shell = new Shell();

    private final BrokerNode node = BrokerNode.shared();
    private final String name = "access " + UUID.randomUUID() + " %2F";

    @BeforeEach
    void useTheNode() {
        shell.with("rabbitmq-url", node.amqpUrl())
                .with("warren.management.url", node.managementUrl().toString());
    }

    @Test
    void usersAreAddedChangedAndDeletedAndAPasswordIsPrintedOnce() {
        Ended added = run("users", "add", name, "--tags", "monitoring,management");
        assertThat(added.exitCode()).as(added.err()).isZero();
        String password = added.out().strip();
        assertThat(password).hasSize(32);
        assertThat(node.ctl("authenticate_user", name, password)).contains("Success");
        assertThat(run("users", "add", name).exitCode()).isEqualTo(1);

        assertThat(run("users", "change", name, "--tags", "").exitCode()).isZero();
        assertThat(node.ctl("authenticate_user", name, password))
                .as("it keeps its password")
                .contains("Success");
        assertThat(node.ctl("-q", "list_users")).contains(name + "\t[]");
        assertThat(run("users", "list", "-o", "json").out())
                .contains("{\"name\":\"" + name + "\",\"tags\":[]}")
                .doesNotContain("hash");
        assertThat(run("users", "change", name, "--generate-password").out().strip())
                .hasSize(32)
                .isNotEqualTo(password);
        assertThat(run("users", "change", name).exitCode()).isEqualTo(2);

        assertThat(run("users", "delete", name).exitCode()).isEqualTo(2);
        assertThat(run("users", "delete", name, "--yes").exitCode()).isZero();
        assertThat(run("users", "delete", name, "--yes").err()).contains("there is no user");
    }

    @Test
    void permissionsAreGrantedInAVirtualHostAndTaken() {
        assertThat(run("vhosts", "add", name, "--description", "of a test").exitCode())
                .isZero();
        assertThat(run("vhosts", "add", name).out()).contains("was there already");
        assertThat(run("vhosts", "list").out()).contains(name, "of a test");
        run("users", "add", name);
        assertThat(run("permissions", "set", name, "--vhost", name, "--write", "^events$")
                        .exitCode())
                .isZero();
        assertThat(run("permissions", "set", name, "--vhost", name, "--topic", "amq.topic", "--write", "^a")
                        .exitCode())
                .isZero();

        assertThat(node.ctl("-q", "list_permissions", "-p", name)).contains(name + "\t^$\t^events$\t^$");
        assertThat(node.ctl("-q", "list_topic_permissions", "-p", name)).contains("amq.topic\t^a\t^$");
        assertThat(run("permissions", "list", "--user", name).out()).contains("^events$");
        assertThat(run("permissions", "list", "--user", name, "--topics", "-o", "json")
                        .out())
                .contains("\"exchange\":\"amq.topic\"");
        assertThat(run("permissions", "clear", name, "--vhost", name, "--yes").exitCode())
                .isZero();
        assertThat(node.ctl("-q", "list_permissions", "-p", name)).doesNotContain("^events$");
        run("users", "delete", name, "--yes");
        assertThat(run("vhosts", "delete", name, "--yes").exitCode()).isZero();
        assertThat(run("vhosts", "list").out()).doesNotContain(name);
    }

    @Test
    void bindingsThatAreNotConfiguredAreFoundAndRemoved() {
        String vhost = "prune-" + UUID.randomUUID();
        node.addVirtualHost(vhost);
        shell.with("rabbitmq-url", node.amqpUrl(vhost))
                .with("warren.queues.q.bindings.b.exchange", "events")
                .with("warren.queues.q.bindings.b.keys", "wanted");
        run("queues", "create", "q");
        run("bindings", "create", "events", "q", "--key", "old", "--argument", "n=1");
        run("bindings", "create", "amq.headers", "q", "-H", "a=b/c");

        assertThat(run("vhosts", "delete", vhost, "--yes").err()).contains("queues");
        Ended listed = run("bindings", "prune", "q");
        assertThat(listed.exitCode()).isEqualTo(2);
        assertThat(listed.out())
                .contains("exchange events, key old", "exchange amq.headers")
                .doesNotContain("wanted");
        assertThat(run("bindings", "prune", "q", "--yes").out()).contains("2 bindings were removed");
        assertThat(run("bindings", "prune", "q").out()).contains("no other bindings");
        assertThat(node.ctl("-q", "list_bindings", "-p", vhost, "routing_key")).contains("wanted");
        assertThat(run("bindings", "prune", "other").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "users,change nobody --tags x,1",
        "users,add u --password-env NO_SUCH_VARIABLE_HERE,2",
        "users,add u --password-stdin --generate-password,2",
        "users,add,2",
        "permissions,set nobody --write x,1",
        "permissions,set guest --vhost nowhere,1",
        "permissions,set guest --topic t --configure x,2",
        "vhosts,delete nowhere --yes,1",
        "users,list --management-url http://127.0.0.1:1,3",
        "users,list --management-url nonsense,2"
    })
    void whatCanNotBeDoneIsOneLineAndAnExitCode(String noun, String words, int exitCode) {
        Ended ended = run(noun, words.split(" "));

        assertThat(ended.err().lines()).singleElement().asString().startsWith("warren: ");
        assertThat(ended.exitCode()).isEqualTo(exitCode);
    }

    private Ended run(String noun, String... words) {
        return shell.call(Stream.concat(Stream.of(noun), Stream.of(words)).toArray(String[]::new));
    }
}
