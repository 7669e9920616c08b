/** Tells KEDA when there have to be workers: a scaler of its type {@code external-push}, over gRPC. */
package dev.warren.scaler;
