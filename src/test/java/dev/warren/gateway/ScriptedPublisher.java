package dev.warren.gateway;

import dev.warren.amqp.publish.PublishResult;
import dev.warren.amqp.publish.PublishResult.Confirmed;
import dev.warren.amqp.publish.Publisher;
import dev.warren.amqp.topology.Destination;
import dev.warren.task.Task;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers as a test says and remembers what it was given: for what a real broker can't be made to say at will. */
@Alternative
@Singleton
class ScriptedPublisher implements Publisher {

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private volatile Function<Task, CompletionStage<PublishResult>> script;

    record Published(Destination destination, Task task) {}

    ScriptedPublisher() {
        reset();
    }

    void reset() {
        published.clear();
        script = task -> CompletableFuture.completedFuture(new Confirmed());
    }

    void answerWith(PublishResult result) {
        script = task -> CompletableFuture.completedFuture(result);
    }

    void answer(Function<Task, CompletionStage<PublishResult>> newScript) {
        script = newScript;
    }

    List<Published> published() {
        return published;
    }

    @Override
    public CompletionStage<PublishResult> publish(Destination destination, Task task) {
        published.add(new Published(destination, task));
        return script.apply(task);
    }

    @Override
    public CompletionStage<PublishResult> publishUntilAnswered(Destination destination, Task task) {
        return publish(destination, task);
    }
}
