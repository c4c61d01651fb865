package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.citygauge.gateway.log.Seldom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of all answers that are given and not yet taken by their clients. Where they are too many, the connections with the longest
 * are closed: who asks and does not read must neither fill our memory nor keep others from being answered. Belongs to the context of
 * its server.
 */
final class Answers implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final String HERE = Answers.class.getName();

    private final long most;
    private final Set<Unread> all = new LinkedHashSet<>();
    private final Seldom tooMuch = new Seldom();
    private volatile long bytes;

    /** An answer on its way; no two are the same. */
    private static final class Unread {
        private final HttpConnection caller;
        private final int length;

        Unread(HttpConnection caller, int length) {
            this.caller = caller;
            this.length = length;
        }
    }

    Answers(long most) {
        this.most = most;
    }

    @Override
    public void handle(RoutingContext context) {
        context.put(HERE, this);
        context.next();
    }

    /** Ends the answer with {@code body}. */
    static void end(RoutingContext context, Buffer body) {
        of(context).count(context, body, context.response().end(body));
    }

    /** Writes a part of an answer; succeeds once the client has taken it. */
    static Future<Void> write(RoutingContext context, Buffer part) {
        return of(context).count(context, part, context.response().write(part));
    }

    private static Answers of(RoutingContext context) {
        return context.get(HERE);
    }

    private Future<Void> count(RoutingContext context, Buffer body, Future<Void> sent) {
        var unread = new Unread(context.request().connection(), body.length());
        all.add(unread);
        add(unread.length);
        Future<Void> counted = sent.onComplete(taken -> forget(unread));
        while (bytes > most && !all.isEmpty()) {
            close(all.stream().max(Comparator.comparingInt(one -> one.length)).orElseThrow());
        }
        return counted;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is gone in any case
    private void close(Unread longest) {
        forget(longest);
        tooMuch.say(leftOut -> LOG.warn(
                "too many answers are not read: closed the connection from {} ({} more since the last line)",
                longest.caller.remoteAddress(),
                leftOut));
        longest.caller.close();
    }

    private void forget(Unread unread) {
        if (all.remove(unread)) {
            add(-unread.length);
        }
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
