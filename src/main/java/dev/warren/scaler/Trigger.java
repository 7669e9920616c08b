package dev.warren.scaler;

import dev.warren.scaler.keda.ScaledObjectRef;
import io.vertx.grpc.common.GrpcStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the metadata of KEDA's trigger say.
 *
 * @param queue whose tasks count
 * @param tasksPerWorker how many of them there are a worker for
 */
record Trigger(String queue, double tasksPerWorker) {

    private static final String QUEUE = "queueName";
    private static final String VALUE = "value";

    /** Of a name in AMQP. */
    private static final int MOST_BYTES = 255;

    /** @throws ScalerException they make no sense */
    static Trigger of(ScaledObjectRef scaled) {
        Map<String, String> metadata = scaled.getScalerMetadataMap();
        return new Trigger(queue(metadata.getOrDefault(QUEUE, "")), tasks(metadata.getOrDefault(VALUE, "1")));
    }

    private static String queue(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw invalid(QUEUE + " has to be the name of a queue, not '" + name + "'");
        }
        return name;
    }

    private static double tasks(String value) {
        try {
            double tasks = Double.parseDouble(value);
            if (tasks > 0 && Double.isFinite(tasks)) {
                return tasks;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw invalid(VALUE + " has to be a number of tasks above 0, not '" + value + "'");
    }

    private static ScalerException invalid(String why) {
        return new ScalerException(GrpcStatus.INVALID_ARGUMENT, "the metadata of the trigger: " + why);
    }
}
