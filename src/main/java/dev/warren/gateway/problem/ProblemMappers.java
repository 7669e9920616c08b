package dev.warren.gateway.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes a problem document of every error, also of those that the framework finds. */
final class ProblemMappers {

    @ServerExceptionMapper
    Response problem(ProblemException exception) {
        return exception.problem().toResponse();
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException exception) {
        return Problem.of(ProblemType.NOT_FOUND, "Nothing is here; /q/openapi lists what there is.")
                .toResponse();
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException exception) {
        return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not take the method; /q/openapi says which.")
                .toResponse();
    }

    @ServerExceptionMapper
    Response notSupported(NotSupportedException exception) {
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "A batch is application/x-ndjson or application/json: say which in Content-Type.")
                .toResponse();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException exception) {
        Response.StatusType status = exception.getResponse().getStatusInfo();
        if (status.getFamily() == Response.Status.Family.CLIENT_ERROR) {
            return Problem.ofStatus(status, "The request can't be served as it is: " + status.getReasonPhrase() + ".")
                    .toResponse();
        }
        return unexpected(exception);
    }

    /** The client has gone, so that nobody reads what this says. */
    @ServerExceptionMapper({HttpClosedException.class, StreamResetException.class})
    Response gone(VertxException exception) {
        return Response.status(Response.Status.BAD_REQUEST).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable exception) {
        return Problem.unexpected(exception).toResponse();
    }
}
