package dev.warren.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.harness.CertificateAuthority;
import dev.warren.harness.CertificateAuthority.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that asks for nothing, as the stock connector's does, before a server with a certificate for localhost. */
class HostVerifyingTrustTest {

    private static final char[] NO_SECRET = "not a secret".toCharArray();

    @TempDir
    static Path dir;

    private static X509ExtendedTrustManager authorities;
    private static SSLServerSocket server;

    @BeforeAll
    static void startServer() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(dir);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("authority", certificate(authority.own()));
        trust.init(trusted);
        authorities = (X509ExtendedTrustManager) trust.getTrustManagers()[0];

        KeyStore keys = emptyStore();
        Identity identity = authority.certify("localhost");
        keys.setKeyEntry(
                "server",
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(identity.key())),
                NO_SECRET,
                new Certificate[] {certificate(identity), certificate(authority.own())});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, NO_SECRET);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        CompletableFuture.runAsync(HostVerifyingTrustTest::greetAll);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void hostOfTheCertificateIsTrusted() throws Exception {
        assertThat(shakeHands("localhost", new HostVerifyingTrust(authorities))).isTrue();
    }

    @Test
    void otherHostIsNotTrustedThoughNobodyAsked() throws Exception {
        assertThat(shakeHands("127.0.0.1", authorities))
                .as("the JDK does not verify by itself")
                .isTrue();
        assertThatThrownBy(() -> shakeHands("127.0.0.1", new HostVerifyingTrust(authorities)))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("127.0.0.1");
    }

    private static boolean shakeHands(String host, TrustManager trust) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(host, server.getLocalPort()));
            socket.startHandshake();
            return socket.getSession().isValid();
        }
    }

    /** Until it is closed. */
    private static void greetAll() {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.startHandshake();
                client.getInputStream().read();
            } catch (IOException e) {
                // the client's to tell
            }
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        return store;
    }

    private static Certificate certificate(Identity identity) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(identity.certificate()));
    }
}
