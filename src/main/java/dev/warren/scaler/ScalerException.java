package dev.warren.scaler;

import io.vertx.grpc.common.GrpcStatus;

/** KEDA can't be answered; the message is for whoever reads KEDA's log. */
final class ScalerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GrpcStatus status;

    ScalerException(GrpcStatus status, String message) {
        super(message);
        this.status = status;
    }

    GrpcStatus status() {
        return status;
    }
}
