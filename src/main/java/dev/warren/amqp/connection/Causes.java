package dev.warren.amqp.connection;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Makes one line for people of what the RabbitMQ client throws. */
public final class Causes {

    /** As RabbitMQ words it, in {@code rabbit_channel:check_msg_size/4}. */
    private static final Pattern TOO_LARGE = Pattern.compile("message size .* (?:larger|exceeds) .* max size (\\d+)");

    private Causes() {}

    public static String describe(Throwable cause) {
        if (cause instanceof Explained) {
            return cause.getMessage();
        }
        Optional<String> obstacle = obstacleToConnecting(cause);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<String> words = closeOf(cause);
        if (words.isPresent()) {
            return "the broker closed it: " + words.get();
        }
        if (cause instanceof ShutdownSignalException) {
            return cause.getCause() == null ? "connection lost" : "connection lost: " + oneLine(cause.getCause());
        }
        return oneLine(cause);
    }

    private static Optional<String> obstacleToConnecting(Throwable cause) {
        if (cause instanceof AuthenticationFailureException) {
            return Optional.of("the broker refused the user or the password (check RABBITMQ_URL, or rabbitmq-username"
                    + " and rabbitmq-password)");
        }
        if (cause instanceof PossibleAuthenticationFailureException) {
            return Optional.of("the broker closed the connection while logging in: wrong password, or no permission"
                    + " for the virtual host");
        }
        if (cause instanceof SSLException) {
            return Optional.of(
                    "no TLS connection to the broker (check warren.broker.tls-configuration-name: the authority"
                            + " it trusts, the host name in the broker's certificate, and the own certificate if the broker"
                            + " wants one): " + oneLine(cause));
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("there is no host " + cause.getMessage());
        }
        if (cause instanceof ConnectException) {
            return Optional.of("nothing listens there, or it can't be reached (" + cause.getMessage() + ")");
        }
        return cause instanceof TimeoutException || cause instanceof SocketTimeoutException
                ? Optional.of("it does not answer in time")
                : Optional.empty();
    }

    /** Whether the broker closed the channel because it has no such exchange or queue. */
    public static boolean isNotFound(Throwable cause) {
        return closeOf(cause).filter(words -> words.startsWith("NOT_FOUND")).isPresent();
    }

    /** Whether these words of the broker are about what it was asked, and not about itself. */
    public static boolean isOfTheCaller(String words) {
        return Stream.of("COMMAND_INVALID", "NOT_ALLOWED", "ACCESS_REFUSED", "PRECONDITION_FAILED", "NOT_FOUND")
                .anyMatch(words::startsWith);
    }

    /** Whether the broker can't do that with a queue of this type. */
    public static boolean isNotImplemented(Throwable cause) {
        return closeOf(cause)
                .filter(words -> words.startsWith("NOT_IMPLEMENTED"))
                .isPresent();
    }

    /** Whether the broker closed the channel because this user may not do that. */
    public static boolean isForbidden(Throwable cause) {
        return closeOf(cause)
                .filter(words -> words.startsWith("ACCESS_REFUSED"))
                .isPresent();
    }

    /** Whether it is what was asked that the broker can't do, rather than a broker that is stopped or can't be reached. */
    public static boolean isOfTheRequest(Throwable cause) {
        return cause instanceof ChannelContinuationTimeoutException
                || closeOf(cause)
                        .filter(words -> words.startsWith("INTERNAL_ERROR"))
                        .isPresent();
    }

    /** The broker's own words, where it closed the channel or the connection. */
    public static Optional<String> closeOf(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ShutdownSignalException signal) {
                if (signal.getReason() instanceof AMQP.Channel.Close close) {
                    return Optional.of(close.getReplyText());
                }
                if (signal.getReason() instanceof AMQP.Connection.Close close) {
                    return Optional.of(close.getReplyText());
                }
            }
        }
        return Optional.empty();
    }

    /** The largest message in bytes that the broker takes, where that was why it closed the channel. */
    public static Optional<Long> messageSizeLimit(Throwable cause) {
        return closeOf(cause).map(TOO_LARGE::matcher).filter(Matcher::find).map(words -> Long.valueOf(words.group(1)));
    }

    private static String oneLine(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null ? name : name + ": " + message.replace('\n', ' ');
    }
}
