package org.citygauge.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is answered with an error (RFC 9457), in words the caller can act on. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String detail;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
    }

    static Problem parameter(String name, String detail) {
        return new Problem(400, name + ": " + detail).with("parameter", name);
    }

    static Problem notFound(String detail) {
        return new Problem(404, detail);
    }

    /** The server cannot take this now, but may soon. */
    static Problem busy(int retryAfterSeconds, String detail) {
        return new Problem(503, detail).withHeader("Retry-After", Integer.toString(retryAfterSeconds));
    }

    Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Problem withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }

    Map<String, Object> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
