package dev.warren.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The trace that a request belongs to. */
public final class TraceContext {

    /** https://www.w3.org/TR/trace-context/#traceparent-header; what does not look like it is to be ignored. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-\\p{Graph}{0,128})?");

    private static final Pattern TRACESTATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    private TraceContext() {}

    /** As headers of a message; none, if the request belongs to none that can be read. */
    public static Map<String, String> of(HttpServerRequest request) {
        Map<String, String> trace = new LinkedHashMap<>();
        String parent = request.getHeader("traceparent");
        if (parent != null && TRACEPARENT.matcher(parent).matches()) {
            trace.put("traceparent", parent);
            String state = String.join(",", request.headers().getAll("tracestate"));
            if (TRACESTATE.matcher(state).matches()) {
                trace.put("tracestate", state);
            }
        }
        return trace;
    }
}
