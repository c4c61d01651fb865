package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The bytes of all answers that are given and not yet taken by their clients. While they are too many, no long answer is given: who
 * asks and does not read must not fill our memory. Belongs to the context of its server.
 */
final class Answers implements Handler<RoutingContext> {
    private static final String HERE = Answers.class.getName();
    /** Short ones, such as errors and health, are always given; each connection has one at most. */
    private static final int SHORT = 4 * 1024;

    private final long most;
    private volatile long bytes;

    Answers(long most) {
        this.most = most;
    }

    @Override
    public void handle(RoutingContext context) {
        context.put(HERE, this);
        context.next();
    }

    static Answers of(RoutingContext context) {
        return context.get(HERE);
    }

    /** Ends the answer with {@code body}, or fails the request where there is no room. */
    static void end(RoutingContext context, Buffer body) {
        Answers all = of(context);
        if (all.isTooMuch(body)) {
            context.fail(Problem.busy(5, "Too many answers wait to be read by others; ask again later."));
            return;
        }
        all.count(body.length(), context.response().end(body));
    }

    /** Writes a part of an answer; fails where there is no room. */
    Future<Void> write(HttpServerResponse response, Buffer part) {
        return isTooMuch(part)
                ? Future.failedFuture(Problem.busy(5, "Too many answers wait to be read by others; ask again later."))
                : count(part.length(), response.write(part));
    }

    private boolean isTooMuch(Buffer body) {
        return body.length() > SHORT && bytes + body.length() > most;
    }

    private Future<Void> count(int length, Future<Void> sent) {
        add(length);
        return sent.onComplete(taken -> add(-length));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the server's context writes it
    private void add(int length) {
        bytes += length;
    }

    /** From any thread. */
    long bytes() {
        return bytes;
    }
}
