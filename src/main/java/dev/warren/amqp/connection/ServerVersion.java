package dev.warren.amqp.connection;

import com.rabbitmq.client.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of RabbitMQ at the other end, as it says by itself. */
public record ServerVersion(int major, int minor) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** One that says nothing readable counts as very old. */
    public static ServerVersion of(Connection connection) {
        Matcher version =
                VERSION.matcher(String.valueOf(connection.getServerProperties().get("version")));
        return version.matches()
                ? new ServerVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                : new ServerVersion(0, 0);
    }

    public boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || major == otherMajor && minor < otherMinor;
    }
}
