package dev.warren.scaler;

import dev.warren.amqp.depth.Backlog;
import dev.warren.amqp.depth.Backlogs;
import dev.warren.scaler.keda.GetMetricSpecResponse;
import dev.warren.scaler.keda.GetMetricsRequest;
import dev.warren.scaler.keda.GetMetricsResponse;
import dev.warren.scaler.keda.IsActiveResponse;
import dev.warren.scaler.keda.MetricSpec;
import dev.warren.scaler.keda.MetricValue;
import dev.warren.scaler.keda.ScaledObjectRef;
import io.vertx.grpc.common.GrpcStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What KEDA asks for. Tasks that wait, for that is what AMQP says; those that run are counted by the trigger of type
 * {@code rabbitmq} beside this one, and of both the autoscaler takes the larger number of workers.
 */
final class Answers {

    /** KEDA puts the number of the trigger before it. */
    private static final String METRIC = "warren-waiting";

    private final Backlogs backlogs;

    Answers(Backlogs backlogs) {
        this.backlogs = backlogs;
    }

    CompletionStage<IsActiveResponse> isActive(ScaledObjectRef scaled) {
        return waiting(scaled).thenApply(waiting -> active(waiting > 0));
    }

    CompletionStage<GetMetricSpecResponse> metricSpec(ScaledObjectRef scaled) {
        double tasksPerWorker = Trigger.of(scaled).tasksPerWorker();
        return CompletableFuture.completedFuture(GetMetricSpecResponse.newBuilder()
                .addMetricSpecs(MetricSpec.newBuilder()
                        .setMetricName(METRIC)
                        .setTargetSize(Math.max(1, Math.round(tasksPerWorker)))
                        .setTargetSizeFloat(tasksPerWorker))
                .build());
    }

    CompletionStage<GetMetricsResponse> metrics(GetMetricsRequest request) {
        return waiting(request.getScaledObjectRef()).thenApply(waiting -> GetMetricsResponse.newBuilder()
                .addMetricValues(MetricValue.newBuilder()
                        .setMetricName(METRIC)
                        .setMetricValue(waiting)
                        .setMetricValueFloat(waiting))
                .build());
    }

    static IsActiveResponse active(boolean active) {
        return IsActiveResponse.newBuilder().setResult(active).build();
    }

    /** An error where it is not known: KEDA keeps the workers that there are, rather than to take them for unneeded. */
    private CompletionStage<Integer> waiting(ScaledObjectRef scaled) {
        String queue = Trigger.of(scaled).queue();
        return backlogs.of(queue).thenApply(backlog -> {
            if (backlog instanceof Backlog.Known known) {
                return known.waiting();
            }
            if (backlog instanceof Backlog.NoQueue) {
                throw new ScalerException(GrpcStatus.NOT_FOUND, "there is no queue " + queue);
            }
            throw new ScalerException(GrpcStatus.UNAVAILABLE, ((Backlog.Unknown) backlog).why());
        });
    }
}
