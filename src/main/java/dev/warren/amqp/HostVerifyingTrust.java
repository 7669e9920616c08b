package dev.warren.amqp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust in servers whose certificate is for the host that was connected to, asked for or not: SmallRye's stock connector has no way to
 * ask for it.
 */
final class HostVerifyingTrust extends X509ExtendedTrustManager {

    private static final String AS_HTTPS_DOES = "HTTPS";

    private final X509ExtendedTrustManager authorities;

    /** @param authorities knows whom to trust, and verifies host names where a connection asks for it */
    HostVerifyingTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (!(socket instanceof SSLSocket connection)) {
            throw unknownHost();
        }
        connection.setSSLParameters(asking(connection.getSSLParameters()));
        authorities.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        engine.setSSLParameters(asking(engine.getSSLParameters()));
        authorities.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw unknownHost();
    }

    private static SSLParameters asking(SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm(AS_HTTPS_DOES);
        return parameters;
    }

    private static CertificateException unknownHost() {
        return new CertificateException("the host that the certificate has to be for is not known");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
