package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Bounds the bytes of all bodies that are being received or worked on, whatever the number of clients. Belongs to the context of
 * its server.
 */
final class BodyBudget implements Handler<RoutingContext> {
    private final long maxBytes;
    private long taken;

    BodyBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        long announced = announced(context);
        if (taken + announced > maxBytes) {
            throw Problem.busy(1, "Too many bodies are being received at once; send it again in a second.");
        }
        taken += announced;
        context.addEndHandler(ended -> taken -= announced);
        context.next();
    }

    /** What the client says it will send; a body of unknown length may become as long as is allowed. */
    private static long announced(RoutingContext context) {
        long most = ReadingResource.MAX_BODY_MIB * 1024L * 1024;
        try {
            return Optional.ofNullable(context.request().getHeader("Content-Length"))
                    .map(Long::parseLong)
                    .map(length -> Math.min(length, most))
                    .orElse(most);
        } catch (NumberFormatException unreadable) {
            return most;
        }
    }
}
