package dev.warren.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.warren.inspect.ManagementException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** RabbitMQ's management API. Every call blocks until its answer, no longer than the time-out. */
public final class ManagementApi {

    /** The most that RabbitMQ gives. */
    private static final int PAGE_SIZE = 500;

    private static final int CREATED = 201;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManagementAddress address;
    private final HttpClient http;
    private final String authorization;

    /** @param tls the context to use for {@code https}; the JVM's own when absent */
    public ManagementApi(ManagementAddress address, Optional<SSLContext> tls) {
        this.address = address;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(address.connectTimeout());
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
        byte[] user = (address.username() + ":" + address.password()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(user);
    }

    /** The virtual host whose things it is asked for. */
    public String virtualHost() {
        return address.virtualHost();
    }

    public JsonNode get(ManagementPath path) throws ManagementException {
        return json(send("GET", path, BodyPublishers.noBody()));
    }

    /**
     * All of a list, page by page where RabbitMQ has pages of it (queues, exchanges, connections). Things that are made or
     * deleted meanwhile may be missing, or be there twice.
     */
    public List<JsonNode> list(ManagementPath path) throws ManagementException {
        List<JsonNode> all = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages; page++) {
            JsonNode answer;
            try {
                answer = get(path.with("page", page).with("page_size", PAGE_SIZE));
            } catch (ManagementException e) {
                if (page > 1 && e.kind() == Kind.REFUSED) {
                    return all; // the list has become shorter meanwhile
                }
                throw e;
            }
            JsonNode items = answer.isArray() ? answer : answer.path("items");
            items.forEach(all::add);
            pages = answer.path("page_count").asInt(1);
        }
        return all;
    }

    /** @return whether it was not there before */
    public boolean put(ManagementPath path, Object body) throws ManagementException {
        return send("PUT", path, body(body)).statusCode() == CREATED;
    }

    /** @return the answer; a missing node where there is none */
    public JsonNode post(ManagementPath path, Object body) throws ManagementException {
        return json(send("POST", path, body(body)));
    }

    public void delete(ManagementPath path) throws ManagementException {
        send("DELETE", path, BodyPublishers.noBody());
    }

    private static BodyPublisher body(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + body.getClass(), e);
        }
    }

    private HttpResponse<byte[]> send(String method, ManagementPath path, BodyPublisher body)
            throws ManagementException {
        if (!path.isAddressable()) {
            throw new ManagementException(
                    Kind.REFUSED, "RabbitMQ's management API can't be asked about names that are empty, . or ..", "");
        }
        ManagementException away = nowhere();
        for (URI url : address.urls()) {
            try {
                return accepted(answer(request(method, url, path, body)));
            } catch (ConnectException | HttpConnectTimeoutException e) {
                away = noAnswer(url, e); // nothing was sent: another node may be asked
            } catch (IOException | TimeoutException e) {
                throw noAnswer(url, e);
            }
        }
        throw away;
    }

    private static ManagementException nowhere() {
        return ManagementException.away(
                "it is not known where RabbitMQ's management API is: no URL can have the broker's"
                        + " host in it (is there an underscore?); say it by warren.management.url, WARREN_MANAGEMENT_URL");
    }

    private HttpRequest request(String method, URI url, ManagementPath path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(url + path.encoded()))
                .method(method, body)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .build();
    }

    /** The client's own time-out ends with the head of the answer, this one with its body. */
    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, TimeoutException, ManagementException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ManagementException.away("interrupted while asking RabbitMQ's management API");
        } finally {
            answer.cancel(true);
        }
    }

    private static ManagementException noAnswer(URI url, Exception cause) {
        return ManagementException.away("no answer of RabbitMQ's management API at " + url + " (" + why(cause)
                + "): turn it on with `rabbitmq-plugins enable rabbitmq_management`, or say where it is"
                + " (WARREN_MANAGEMENT_URL)");
    }

    private static String why(Exception cause) {
        if (cause instanceof TimeoutException || cause instanceof HttpConnectTimeoutException) {
            return "not in time";
        }
        if (cause instanceof ConnectException) {
            return "nothing listens there, or it can't be reached";
        }
        String words = cause.getMessage();
        return words == null ? cause.getClass().getSimpleName() : words.replace('\n', ' ');
    }

    private HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) throws ManagementException {
        int status = answer.statusCode();
        if (status < 300) {
            return answer;
        }
        String reason = reason(answer);
        switch (status) {
            case 401, 403 -> throw new ManagementException(Kind.UNAUTHORIZED, unauthorized(reason), reason);
            case 404 -> throw new ManagementException(Kind.NOT_FOUND, notFound(), reason);
            default -> {
                if (status >= 500) {
                    throw ManagementException.away(
                            "RabbitMQ's management API failed with status " + status + ": " + reason);
                }
                throw new ManagementException(Kind.REFUSED, "RabbitMQ refused it: " + reason, reason);
            }
        }
    }

    /** 4.3 answers so to a user without permissions for the virtual host as well. */
    private String notFound() {
        return "RabbitMQ's management API has no such thing, or not for user '" + address.username()
                + "' in virtual host '" + address.virtualHost() + "'";
    }

    private String unauthorized(String reason) {
        return "RabbitMQ's management API refuses user '" + address.username() + "' (" + reason
                + "): the password is wrong, the user has no tag such as monitoring (`rabbitmqctl set_user_tags "
                + address.username() + " monitoring`), no permissions for virtual host '" + address.virtualHost()
                + "', or may not do this";
    }

    private static String reason(HttpResponse<byte[]> answer) throws ManagementException {
        JsonNode said = json(answer);
        JsonNode reason = said.path("reason");
        return reason.isTextual() ? reason.asText() : said.path("error").asText("status " + answer.statusCode());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws ManagementException {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw ManagementException.away("what answers at " + answer.uri().resolve("/")
                    + " is not RabbitMQ's management API: say where it" + " is (WARREN_MANAGEMENT_URL)");
        }
    }
}
