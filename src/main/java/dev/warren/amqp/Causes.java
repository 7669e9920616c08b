package dev.warren.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;

/** Makes one line for people of what the RabbitMQ client throws. */
final class Causes {

    private Causes() {}

    static String describe(Throwable cause) {
        if (cause instanceof TopologyException || cause instanceof ConsumerCancelledException) {
            return cause.getMessage();
        }
        if (cause instanceof AuthenticationFailureException) {
            return "the broker refused the user or the password (check RABBITMQ_URL, or rabbitmq-username and"
                    + " rabbitmq-password)";
        }
        if (cause instanceof PossibleAuthenticationFailureException) {
            return "the broker closed the connection while logging in: wrong password, or no permission for the virtual"
                    + " host";
        }
        return closeOf(cause)
                .map(close -> "the broker closed it: " + close)
                .orElseGet(() -> cause instanceof ShutdownSignalException signal && signal.getCause() != null
                        ? "connection lost: " + oneLine(signal.getCause())
                        : oneLine(cause));
    }

    /** The broker's own words, where it closed the channel or the connection. */
    static Optional<String> closeOf(Throwable cause) {
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

    private static String oneLine(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null ? name : name + ": " + message.replace('\n', ' ');
    }
}
