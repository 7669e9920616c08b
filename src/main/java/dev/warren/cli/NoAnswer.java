package dev.warren.cli;

import dev.warren.cli.terminal.Words;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a gateway does not answer, and what helps: Java's own words often say neither. */
final class NoAnswer {

    private static final String WHERE = "say where the gateway is with --gateway or WARREN_GATEWAY";

    private NoAnswer() {}

    static String describe(URI gateway, Throwable cause) {
        // Not the whole URL, which may have a password.
        String port = gateway.getPort() < 0 ? "" : ":" + gateway.getPort();
        return "no answer of the gateway at " + gateway.getScheme() + "://" + gateway.getHost() + port + ": "
                + why(gateway, cause);
    }

    private static String why(URI gateway, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection in time; " + WHERE;
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return "it took too long; see its log";
        }
        if (isUnknownHost(cause)) {
            return "there is no host " + gateway.getHost() + "; " + WHERE;
        }
        if (cause instanceof ConnectException) {
            return "nothing listens there; " + WHERE + ", or start one (in the source tree: ./warren up)";
        }
        String words =
                cause.getMessage() == null ? cause.getClass().getSimpleName() : Words.oneLine(cause.getMessage());
        return cause instanceof SSLException ? words + "; does it speak TLS?" : words;
    }

    private static boolean isUnknownHost(Throwable cause) {
        return cause != null && (cause instanceof UnresolvedAddressException || isUnknownHost(cause.getCause()));
    }
}
