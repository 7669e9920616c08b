package dev.warren.gateway;

import static dev.warren.harness.Scene.eventually;

import dev.warren.harness.WarrenProcess;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A subscriber that reads its events as they come and keeps them. */
final class Follower implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final InputStream stream;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    record Event(String name, String data) {

        JsonPath json() {
            return JsonPath.from(data);
        }
    }

    private Follower(InputStream stream) {
        this.stream = stream;
        Thread reader = new Thread(this::read, "follower");
        reader.setDaemon(true);
        reader.start();
    }

    /** Subscribes, and returns once it is subscribed. */
    static Follower of(WarrenProcess gateway, String pathAndQuery) {
        try {
            gateway.awaitAllReady();
            HttpResponse<InputStream> answer = HTTP.send(
                    HttpRequest.newBuilder(gateway.url().resolve(pathAndQuery)).build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        answer.statusCode() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
            }
            Follower follower = new Follower(answer.body());
            follower.await("subscribed", 1);
            return follower;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    events.add(new Event(name, line.substring("data:".length())));
                } else if (line.startsWith(":")) {
                    events.add(new Event("comment", line.substring(1)));
                }
            }
        } catch (IOException e) {
            events.add(new Event("end", String.valueOf(e)));
        }
    }

    /** Waits until there have been so many events of this name. */
    void await(String name, int count) {
        eventually(count + " times " + name).until(() -> named(name).size() >= count);
    }

    List<Event> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The ids of the messages so far. */
    Set<String> ids() {
        return named("message").stream()
                .map(event -> event.json().getString("id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
