package dev.warren.gateway.http;

import dev.warren.gateway.problem.ProblemException;
import dev.warren.gateway.problem.ProblemType;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/** Header values and queries, as text that was UTF-8. */
public final class RequestText {

    /** What the names of query parameters begin with that stand for headers of a message. */
    public static final String HEADER_PARAMETER = "header.";

    private RequestText() {}

    /** This part of the query, if it was UTF-8. */
    public static String decoded(String part) {
        if (part.indexOf('\uFFFD') >= 0) {
            throw invalid("The query is not percent-encoded UTF-8.");
        }
        return part;
    }

    /**
     * Not {@link HttpServerRequest#params}, which a router adds the parts of the path to.
     *
     * @throws ProblemException if it is not percent-encoded UTF-8
     */
    public static MultiMap query(HttpServerRequest request) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        if (request.query() == null) {
            return query;
        }
        try {
            new QueryStringDecoder(request.uri()).parameters().forEach(query::add);
            return query;
        } catch (IllegalArgumentException e) {
            throw invalid("The query is not percent-encoded UTF-8.");
        }
    }

    /** Netty gives each byte of a header's value as one character. */
    public static String utf8(String name, String raw) {
        return Utf8.decode(raw.getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> invalid("The header " + name + " is not valid UTF-8."));
    }

    public static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
