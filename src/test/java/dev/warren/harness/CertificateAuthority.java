package dev.warren.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that nobody knows, with the keys it has certified. The JDK's own {@code keytool} does the work. */
public final class CertificateAuthority {

    private static final String OWN = "authority";
    private static final String STORE = "keys.p12";
    private static final String PASSWORD = "not a secret";

    private final Path dir;

    private CertificateAuthority(Path dir) {
        this.dir = dir;
        keytool(OWN, "CN=" + dir.getFileName(), "-ext", "bc:c");
    }

    /** A new one, whose files are in that folder. */
    public static CertificateAuthority in(Path dir) {
        try {
            return new CertificateAuthority(Files.createTempDirectory(dir, "authority"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A private key and the certificate for it.
     *
     * @param key in PKCS #8's DER
     * @param certificate in DER
     */
    public record Identity(Path dir, String name, byte[] key, byte[] certificate) {

        public Path keyPem() {
            return pem(dir.resolve(name + ".key"), "PRIVATE KEY", key);
        }

        public Path certificatePem() {
            return pem(dir.resolve(name + ".crt"), "CERTIFICATE", certificate);
        }

        /** For a server that shows it. */
        SSLContext serverContext() throws GeneralSecurityException, IOException {
            KeyStore keys = KeyStore.getInstance(dir.resolve(STORE).toFile(), PASSWORD.toCharArray());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    name,
                    keys.getKey(name, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    keys.getCertificateChain(name));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        }
    }

    /** Certifies a new key for a host of that name. */
    public Identity certify(String host) {
        keytool(host, "CN=" + host, "-signer", OWN, "-ext", "san=dns:" + host);
        return identity(host);
    }

    /** What others have to trust. */
    public Identity own() {
        return identity(OWN);
    }

    private void keytool(String alias, String subject, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        words.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD, "-alias", alias));
        words.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-dname", subject));
        words.addAll(List.of(more));
        Command.run(words);
    }

    private Identity identity(String alias) {
        try {
            KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
            Key key = keys.getKey(alias, PASSWORD.toCharArray());
            return new Identity(
                    dir, alias, key.getEncoded(), keys.getCertificate(alias).getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path store() {
        return dir.resolve(STORE);
    }

    private static Path pem(Path file, String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        try {
            return Files.writeString(
                    file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
