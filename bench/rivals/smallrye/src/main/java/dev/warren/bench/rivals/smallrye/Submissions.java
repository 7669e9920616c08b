package dev.warren.bench.rivals.smallrye;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.rabbitmq.OutgoingRabbitMQMetadata;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Answers 202 when the broker has confirmed the task. */
@Path("/tasks")
public class Submissions {

    private final MutinyEmitter<byte[]> submitted;

    Submissions(
            @Channel("submitted") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> submitted) {
        this.submitted = submitted;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Uni<Response> submit(byte[] payload) {
        var persistent = OutgoingRabbitMQMetadata.builder().withDeliveryMode(2).build();
        return submitted
                .sendMessage(Message.of(payload, Metadata.of(persistent)))
                .replaceWith(() -> Response.accepted().build());
    }
}
