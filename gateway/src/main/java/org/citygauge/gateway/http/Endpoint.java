package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.citygauge.gateway.ledger.Role;

/**
 * One thing a client may ask.
 *
 * @param path with {@code :name} for each part that varies
 * @param open whether it needs no token
 * @param needs what the caller must be allowed to
 * @param takesBody whether the body is received first; {@link Bodies#of} has it then
 * @param told what the audit log calls it, where nothing else tells of it; else empty
 */
record Endpoint(
        HttpMethod method,
        String path,
        boolean open,
        Role needs,
        boolean takesBody,
        String told,
        Handler<RoutingContext> handler) {

    /** Reads: for everybody who may come in. */
    static Endpoint get(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.GET, path, false, Role.VIEWER, false, "", handler);
    }

    /** Does something: for editors. */
    static Endpoint post(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, false, Role.EDITOR, false, "", handler);
    }

    /** Puts something there: for editors. */
    static Endpoint put(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.PUT, path, false, Role.EDITOR, false, "", handler);
    }

    /** Takes something away: for editors. */
    static Endpoint delete(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.DELETE, path, false, Role.EDITOR, false, "", handler);
    }

    /** The same for everybody, with a token or without. */
    Endpoint forAll() {
        return new Endpoint(method, path, true, needs, takesBody, told, handler);
    }

    /** The same for those who may act as {@code role}. */
    Endpoint needing(Role role) {
        return new Endpoint(method, path, open, role, takesBody, told, handler);
    }

    /** The same with its body received. */
    Endpoint withBody() {
        return new Endpoint(method, path, open, needs, true, told, handler);
    }

    /** The same, and the audit log tells of it under this name once it was done. */
    Endpoint told(String action) {
        return new Endpoint(method, path, open, needs, takesBody, action, handler);
    }
}
