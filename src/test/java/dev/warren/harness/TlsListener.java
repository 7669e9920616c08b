package dev.warren.harness;

import dev.warren.harness.CertificateAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a node takes AMQP over TLS, from clients that prove by a certificate of the same authority who they are. */
public record TlsListener(int port, CertificateAuthority authority, Identity identity) {

    /** On a port that is free, for clients that ask for {@code localhost}. */
    public static TlsListener forLocalhost(CertificateAuthority authority) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new TlsListener(free.getLocalPort(), authority, authority.certify("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String amqpUrl(String host) {
        return "amqps://guest:guest@" + host + ":" + port;
    }

    /** For {@link BrokerNode#configured}. With what is in the files, for a node may see other folders than a test. */
    public String configuration() {
        return """
                [{rabbit, [
                  {ssl_listeners, [{"127.0.0.1", %d}]},
                  {ssl_options, [
                    {cacerts, [%s]},
                    {cert, %s},
                    {key, {'PrivateKeyInfo', %s}},
                    {verify, verify_peer},
                    {fail_if_no_peer_cert, true}]}]}].
                """.formatted(
                port, binary(authority.own().certificate()), binary(identity.certificate()), binary(identity.key()));
    }

    private static String binary(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> String.valueOf(Byte.toUnsignedInt(bytes[i])))
                .collect(Collectors.joining(",", "<<", ">>"));
    }
}
