package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * One thing a client may ask.
 *
 * @param path with {@code :name} for each part that varies
 * @param open whether it needs no token
 */
record Endpoint(HttpMethod method, String path, boolean open, Handler<RoutingContext> handler) {
    static Endpoint get(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.GET, path, false, handler);
    }

    static Endpoint post(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, false, handler);
    }

    /** The same for everybody, with a token or without. */
    Endpoint forAll() {
        return new Endpoint(method, path, true, handler);
    }
}
