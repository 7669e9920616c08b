package dev.warren.harness;

import dev.warren.harness.CertificateAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a node takes AMQP over TLS, from clients that prove by a certificate of the same authority who they are, and answers
 * everybody's questions to its management API.
 */
public record TlsListener(int port, int managementPort, CertificateAuthority authority, Identity identity) {

    /** On ports that are free, for clients that ask for {@code localhost}. */
    public static TlsListener forLocalhost(CertificateAuthority authority) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket free = new ServerSocket(0, 1, loopback);
                ServerSocket another = new ServerSocket(0, 1, loopback)) {
            return new TlsListener(
                    free.getLocalPort(), another.getLocalPort(), authority, authority.certify("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String amqpUrl(String host) {
        return "amqps://guest:guest@" + host + ":" + port;
    }

    public String managementUrl() {
        return "https://localhost:" + managementPort;
    }

    /** For {@link BrokerNode#configured}. Named without a path, for a node may see other folders than a test. */
    public Map<String, String> files() {
        return Map.of(
                "advanced.config",
                """
                [{rabbit, [
                  {ssl_listeners, [{"127.0.0.1", %d}]},
                  {ssl_options, [
                    {cacertfile, "authority.crt"},
                    {certfile, "node.crt"},
                    {keyfile, "node.key"},
                    {verify, verify_peer},
                    {fail_if_no_peer_cert, true}]}]},
                 {rabbitmq_management, [
                  {ssl_config, [
                    {ip, "127.0.0.1"},
                    {port, %d},
                    {cacertfile, "authority.crt"},
                    {certfile, "node.crt"},
                    {keyfile, "node.key"}]}]}].
                """.formatted(port, managementPort),
                "authority.crt",
                text(authority.own().certificatePem()),
                "node.crt",
                text(identity.certificatePem()),
                "node.key",
                text(identity.keyPem()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
