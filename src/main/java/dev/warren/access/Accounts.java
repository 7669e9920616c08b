package dev.warren.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.inspect.ManagementApi;
import dev.warren.inspect.ManagementException;
import dev.warren.inspect.ManagementException.Kind;
import dev.warren.inspect.ManagementPath;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The broker's users and what they may do, by RabbitMQ's management API. */
public final class Accounts {

    private static final String USERS = "users";
    private static final String VHOSTS = "vhosts";
    private static final String PERMISSIONS = "permissions";
    private static final String TOPIC_PERMISSIONS = "topic-permissions";

    private final ManagementApi api;

    public Accounts(ManagementApi api) {
        this.api = api;
    }

    /** What a user may do in a virtual host. */
    @RegisterForReflection
    public record Granted(String user, String virtualHost, Permissions permissions) {}

    /**
     * Which keys a user may use with a topic exchange.
     *
     * @param write of the routing keys that it may publish with
     * @param read of those that it may bind with
     */
    @RegisterForReflection
    public record GrantedTopics(String user, String virtualHost, String exchange, String write, String read) {}

    /** A virtual host, and how many messages are in it, where that is known. */
    @RegisterForReflection
    public record VirtualHost(String name, String description, long messages) {}

    public List<Account> users() throws ManagementException {
        return all(ManagementPath.of(USERS)).stream().map(Accounts::account).toList();
    }

    public Optional<Account> user(String name) throws ManagementException {
        return found(ManagementPath.of(USERS, name)).map(Accounts::account);
    }

    /** Makes a user, or gives one that is there another password and other tags. */
    public void put(Account account, String password) throws ManagementException {
        put(account, Map.of("password", password));
    }

    /** Changes the tags of a user that is there. */
    public void putTags(Account account) throws ManagementException {
        JsonNode there = api.get(ManagementPath.of(USERS, account.name()));
        Map<String, String> password = new LinkedHashMap<>();
        for (String kept : List.of("password_hash", "hashing_algorithm")) { // it would lose its password otherwise
            password.put(kept, there.path(kept).asText());
        }
        put(account, password);
    }

    private void put(Account account, Map<String, String> password) throws ManagementException {
        Map<String, String> body = new LinkedHashMap<>(password);
        body.put("tags", String.join(",", account.tags()));
        api.put(ManagementPath.of(USERS, account.name()), body);
    }

    public void deleteUser(String name) throws ManagementException {
        api.delete(ManagementPath.of(USERS, name));
    }

    public List<VirtualHost> virtualHosts() throws ManagementException {
        return all(ManagementPath.of(VHOSTS)).stream()
                .map(Accounts::virtualHost)
                .toList();
    }

    public Optional<VirtualHost> virtualHost(String name) throws ManagementException {
        return found(ManagementPath.of(VHOSTS, name)).map(Accounts::virtualHost);
    }

    /** Makes a virtual host. RabbitMQ permits everything in it to the user that is used for this. */
    public void addVirtualHost(String name, String description) throws ManagementException {
        api.put(ManagementPath.of(VHOSTS, name), Map.of("description", description));
    }

    public void deleteVirtualHost(String name) throws ManagementException {
        api.delete(ManagementPath.of(VHOSTS, name));
    }

    /** How many queues are in a virtual host. */
    public long queuesIn(String virtualHost) throws ManagementException {
        return api.get(ManagementPath.of("queues", virtualHost).with("page", 1).with("page_size", 1))
                .path("total_count")
                .asLong();
    }

    public List<Granted> permissions() throws ManagementException {
        return all(ManagementPath.of(PERMISSIONS)).stream()
                .map(Accounts::granted)
                .toList();
    }

    public Optional<Permissions> permissions(String user, String virtualHost) throws ManagementException {
        return found(ManagementPath.of(PERMISSIONS, virtualHost, user))
                .map(Accounts::granted)
                .map(Granted::permissions);
    }

    public void grant(String user, String virtualHost, Permissions permissions) throws ManagementException {
        api.put(ManagementPath.of(PERMISSIONS, virtualHost, user), permissions);
    }

    /** Takes all permissions for a virtual host from a user. */
    public void revoke(String user, String virtualHost) throws ManagementException {
        api.delete(ManagementPath.of(PERMISSIONS, virtualHost, user));
    }

    public List<GrantedTopics> topicPermissions() throws ManagementException {
        return all(ManagementPath.of(TOPIC_PERMISSIONS)).stream()
                .map(node -> new GrantedTopics(
                        text(node, "user"),
                        text(node, "vhost"),
                        text(node, "exchange"),
                        text(node, "write"),
                        text(node, "read")))
                .toList();
    }

    public void grantTopics(GrantedTopics topics) throws ManagementException {
        api.put(
                ManagementPath.of(TOPIC_PERMISSIONS, topics.virtualHost(), topics.user()),
                Map.of("exchange", topics.exchange(), "write", topics.write(), "read", topics.read()));
    }

    /** Takes all permissions for topics in a virtual host from a user: then all topics are permitted. */
    public void revokeTopics(String user, String virtualHost) throws ManagementException {
        api.delete(ManagementPath.of(TOPIC_PERMISSIONS, virtualHost, user));
    }

    /** In one: asked for a page of virtual hosts, RabbitMQ 4.3 fails. */
    private List<JsonNode> all(ManagementPath path) throws ManagementException {
        List<JsonNode> all = new ArrayList<>();
        api.get(path).forEach(all::add);
        return all;
    }

    private Optional<JsonNode> found(ManagementPath path) throws ManagementException {
        try {
            return Optional.of(api.get(path));
        } catch (ManagementException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Account account(JsonNode node) {
        List<String> tags = new ArrayList<>();
        if (node.path("tags").isArray()) {
            node.path("tags").forEach(tag -> tags.add(tag.asText()));
        } else { // until 3.8
            Arrays.stream(text(node, "tags").split(","))
                    .filter(tag -> !tag.isEmpty())
                    .forEach(tags::add);
        }
        return new Account(text(node, "name"), List.copyOf(tags));
    }

    private static VirtualHost virtualHost(JsonNode node) {
        return new VirtualHost(
                text(node, "name"),
                text(node, "description"),
                node.path("messages").asLong());
    }

    private static Granted granted(JsonNode node) {
        return new Granted(
                text(node, "user"),
                text(node, "vhost"),
                new Permissions(text(node, "configure"), text(node, "write"), text(node, "read")));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
