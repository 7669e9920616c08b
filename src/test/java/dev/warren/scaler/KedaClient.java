package dev.warren.scaler;

import static dev.warren.harness.Scene.eventually;

import dev.warren.harness.WarrenProcess;
import dev.warren.scaler.keda.ExternalScalerGrpc;
import dev.warren.scaler.keda.GetMetricsRequest;
import dev.warren.scaler.keda.IsActiveResponse;
import dev.warren.scaler.keda.MetricSpec;
import dev.warren.scaler.keda.MetricValue;
import dev.warren.scaler.keda.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Asks a gateway as KEDA does: one connection, on it a stream for each ScaledObject, and short calls. */
final class KedaClient implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("KEDA can listen at port (\\d+)");

    private final ManagedChannel channel;

    KedaClient(WarrenProcess gateway) {
        int port = LISTENING
                .matcher(gateway.log())
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it does not listen for KEDA:\n" + gateway.log()));
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    static ScaledObjectRef scaledObject(Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setName("worker")
                .setNamespace("test")
                .putAllScalerMetadata(metadata)
                .build();
    }

    private static ScaledObjectRef of(String queue) {
        return scaledObject(Map.of("queueName", queue, "value", "4"));
    }

    boolean isActive(String queue) {
        return whenKnown(() -> stub().isActive(of(queue)).getResult());
    }

    MetricSpec metricSpec(String queue) {
        return stub().getMetricSpec(of(queue)).getMetricSpecs(0);
    }

    double metric(String queue) {
        GetMetricsRequest request = GetMetricsRequest.newBuilder()
                .setScaledObjectRef(of(queue))
                .setMetricName("warren-waiting")
                .build();
        MetricValue value = whenKnown(() -> stub().getMetrics(request).getMetricValues(0));
        return value.getMetricValueFloat();
    }

    /** As KEDA, which comes back to a scaler that does not know: the broker may have been slow to say. */
    private static <T> T whenKnown(Callable<T> question) {
        return eventually("the scaler knows")
                .ignoreExceptionsMatching(KedaClient::isUnavailable)
                .until(question, answer -> true);
    }

    private static boolean isUnavailable(Throwable failure) {
        return Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE;
    }

    /** With what the gateway refuses to say how much there is to do. */
    Status.Code refusal(ScaledObjectRef scaled) {
        try {
            stub().isActive(scaled);
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    Status.Code refusal(String queue) {
        return refusal(of(queue));
    }

    private ExternalScalerGrpc.ExternalScalerBlockingStub stub() {
        return ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    Wakes listen(String queue) {
        Wakes wakes = new Wakes();
        ExternalScalerGrpc.newStub(channel).streamIsActive(of(queue), wakes);
        return wakes;
    }

    /** What comes on a stream. */
    static final class Wakes implements StreamObserver<IsActiveResponse> {

        private final AtomicInteger count = new AtomicInteger();
        private volatile Status.Code end;

        @Override
        public void onNext(IsActiveResponse response) {
            if (response.getResult()) {
                count.incrementAndGet();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end = Status.fromThrowable(failure).getCode();
        }

        @Override
        public void onCompleted() {
            end = Status.Code.OK;
        }

        int count() {
            return count.get();
        }

        void awaitMoreThan(int before) {
            eventually("KEDA is told").until(() -> count.get() > before);
        }

        Status.Code awaitEnd() {
            eventually("the stream ends").until(() -> end != null);
            return end;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
