package dev.warren.faults;

import static dev.warren.harness.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.harness.BrokerNode;
import dev.warren.harness.CertificateAuthority;
import dev.warren.harness.CertificateAuthority.Identity;
import dev.warren.harness.Ledger;
import dev.warren.harness.Scene;
import dev.warren.harness.Submitter;
import dev.warren.harness.TlsListener;
import dev.warren.harness.WarrenProcess;
import dev.warren.harness.WarrenSetup;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broker with TLS: whom Warren talks to, whom not, and what it says then. */
class BrokerTlsIT {

    @TempDir
    static Path dir;

    private static TlsListener listener;
    private static BrokerNode node;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeAll
    static void startNode() {
        listener = TlsListener.forLocalhost(CertificateAuthority.in(dir));
        node = BrokerNode.configured("tls", listener.files());
    }

    @AfterAll
    static void stopNode() {
        node.stop();
    }

    @Test
    void tasksRunByWayOfABrokerOfAPrivateAuthorityThatKnowsItsClients() {
        Ledger ledger = scene.ledger();
        WarrenProcess warren = presenting(
                        listener.authority().certify("client"), trusting(listener.authority(), "localhost"))
                .consuming(scene.queue(), 1)
                .running(ledger.command())
                .startReady();
        Submitter submitter = new Submitter(warren);

        assertThat(submitter.submit(scene.queue()).statusCode()).isEqualTo(202);

        ledger.awaitEnded(submitter.accepted());
        eventually("it is acknowledged").until(() -> node.unsettled(scene.queue()) == 0);
        eventually("events are published as well")
                .until(() -> warren.metric("warren_events_total{event=\"succeeded\",result=\"published\"") == 1);
        assertThat(node.ctl("-q", "list_connections", "ssl").lines())
                .contains("true")
                .doesNotContain("false");
    }

    /** With what the chart sets for {@code rabbitmq.management.caSecret}. */
    @Test
    void managementApiOfAPrivateAuthorityIsRead() {
        WarrenSetup setup = presenting(
                        listener.authority().certify("observer"), trusting(listener.authority(), "localhost"))
                .with("warren.management.url", listener.managementUrl());
        WarrenProcess warren = setup.with("warren.management.tls-configuration-name", "management")
                .with(
                        "quarkus.tls.\"management\".trust-store.pem.certs",
                        listener.authority().own().certificatePem().toString())
                .startReady();
        HttpResponse<String> nodes = warren.get("/api/nodes");
        assertThat(nodes.statusCode()).as(nodes.body()).isEqualTo(200);

        String other = CertificateAuthority.in(dir).own().certificatePem().toString();
        WarrenProcess distrustful = setup.with("quarkus.tls.\"management\".trust-store.pem.certs", other)
                .startReady();
        assertThat(distrustful.get("/api/nodes").statusCode()).isEqualTo(503);
    }

    @Test
    void brokerOfAnotherAuthorityIsRefused() {
        CertificateAuthority other = CertificateAuthority.in(dir);

        assertRefused(
                presenting(other.certify("client"), trusting(other, "localhost")),
                "unable to find valid certification path");
    }

    @Test
    void certificateForAnotherHostIsRefused() {
        CertificateAuthority authority = listener.authority();

        assertRefused(presenting(authority.certify("impostor"), trusting(authority, "127.0.0.1")), "127.0.0.1");
    }

    @Test
    void refusalForWantOfAClientCertificateIsSaid() {
        assertRefused(trusting(listener.authority(), "localhost"), "certificate_required");
    }

    private void assertRefused(WarrenSetup setup, String why) {
        WarrenProcess warren = setup.start();

        eventually("the log says what to check").until(() -> warren.logged("warren.broker.tls-configuration-name") > 0);
        eventually("the log says why").until(() -> warren.logged(why) > 0);
        eventually("health says why")
                .until(() -> warren.get("/q/health/ready").body().contains(why));
        assertThat(warren.isReady()).isFalse();
        assertThat(warren.isLive()).isTrue();
    }

    private WarrenSetup trusting(CertificateAuthority authority, String host) {
        return scene.both(listener.amqpUrl(host))
                .consuming(scene.queue(), 1)
                .running(Path.of("/bin/true"))
                .with(
                        "quarkus.tls.\"broker\".trust-store.pem.certs",
                        authority.own().certificatePem().toString())
                .with("warren.broker.tls-configuration-name", "broker");
    }

    private static WarrenSetup presenting(Identity client, WarrenSetup setup) {
        return setup.with(
                        "quarkus.tls.\"broker\".key-store.pem.\"0\".cert",
                        client.certificatePem().toString())
                .with(
                        "quarkus.tls.\"broker\".key-store.pem.\"0\".key",
                        client.keyPem().toString());
    }
}
