package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import org.citygauge.gateway.ledger.Caller;

/** All endpoints behind guard, limits and error answers. */
final class Routes {

    private final Bounds bounds;
    private final Guard guard;
    private final Trail trail;
    private final List<Endpoint> endpoints;

    Routes(Keys keys, List<Resource> resources, Bounds bounds, Trail trail) {
        this.bounds = bounds;
        this.trail = trail;
        guard = new Guard(keys);
        endpoints = resources.stream()
                .flatMap(resource -> resource.endpoints().stream())
                .toList();
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(bounds.answers());
        router.route().failureHandler(new Problems());
        router.route().handler(this::notice);
        router.route().handler(new SecurityHeaders());
        endpoints.stream().filter(Endpoint::open).forEach(endpoint -> add(router, endpoint));
        router.route().handler(guard);
        endpoints.stream().filter(endpoint -> !endpoint.open()).forEach(endpoint -> add(router, endpoint));
        endpoints.stream()
                .map(Endpoint::path)
                .distinct()
                .forEach(path -> router.route(path).handler(context -> refuseMethod(path)));
        router.route().handler(context -> {
            throw Problem.notFound(
                    "There is nothing at " + context.request().path() + "; /openapi.yaml lists all paths.");
        });
        return router;
    }

    private void notice(RoutingContext context) {
        HttpConnection caller = context.request().connection();
        bounds.callers().asks(caller);
        context.addEndHandler(ended -> bounds.callers().answered(caller));
        context.next();
    }

    private void follow(RoutingContext context, String action) {
        Caller caller = Guard.caller(context);
        context.addEndHandler(ended -> {
            if (ended.succeeded() && context.response().getStatusCode() / 100 == 2) {
                trail.left(caller, action, context.request().uri());
            }
        });
        context.next();
    }

    /** Hears of what was done, once it was. */
    @FunctionalInterface
    interface Trail {
        /** @param subject the path, and what was asked of it */
        void left(Caller caller, String action, String subject);
    }

    /** What all requests share. */
    record Bounds(Callers callers, Bodies bodies, Answers answers) {}

    private void add(Router router, Endpoint endpoint) {
        var route = router.route(endpoint.method(), endpoint.path());
        if (endpoint.method().equals(HttpMethod.GET)) {
            route.method(HttpMethod.HEAD);
        }
        if (!endpoint.open()) {
            route.handler(Guard.needing(endpoint.needs()));
        }
        if (!endpoint.told().isEmpty()) {
            route.handler(context -> follow(context, endpoint.told()));
        }
        if (endpoint.takesBody()) {
            route.handler(bounds.bodies());
        }
        route.handler(endpoint.handler());
    }

    private void refuseMethod(String path) {
        String allowed = endpoints.stream()
                .filter(endpoint -> endpoint.path().equals(path))
                .map(endpoint -> endpoint.method().name())
                .sorted()
                .collect(Collectors.joining(", "));
        throw new Problem(405, "This path answers " + allowed + " only.").withHeader("Allow", allowed);
    }
}
