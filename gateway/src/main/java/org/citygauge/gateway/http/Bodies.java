package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Receives bodies. Bounds the length of each, the time it may take, and the bytes of all that are being received or worked on: where
 * they are too many, the longest that has not come to its end goes. So whoever holds many long ones back keeps nobody else out.
 * Belongs to the context of its server.
 */
final class Bodies implements Handler<RoutingContext> {
    static final String BODY = "body";
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);
    /** Slower than this a body is not waited for, once {@link #PATIENCE_MILLIS} are over. */
    private static final long LEAST_BYTES_A_MILLI = 64;

    private final int maxBody;
    private final long most;
    private final Set<Body> receiving = new LinkedHashSet<>();
    private volatile long bytes;

    /**
     * @param maxBody the longest body
     * @param most bytes of all together
     */
    Bodies(int maxBody, long most) {
        this.maxBody = maxBody;
        this.most = most;
    }

    /** The body of a request that came through here. */
    static Buffer of(RoutingContext context) {
        return context.get(BODY);
    }

    @Override
    public void handle(RoutingContext context) {
        long announced = announced(context.request());
        if (announced > maxBody) {
            throw tooLong();
        }
        new Body(context, announced < 0 ? maxBody : announced).receive();
    }

    private static long announced(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getHeader("Content-Length"))
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException unreadable) {
            return -1;
        }
    }

    private Problem tooLong() {
        return new Problem(413, "The body is too long: at most " + (maxBody >> 20) + " MiB are taken at once.");
    }

    /** From any thread. */
    long bytes() {
        return bytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the server's context writes it
    private void add(long more) {
        bytes += more;
    }

    private void relieve() {
        while (bytes > most) {
            Optional<Body> longest = receiving.stream().max(Comparator.comparingInt(body -> body.buffer.length()));
            if (longest.isEmpty()) {
                return;
            }
            longest.get()
                    .give(Problem.busy(1, "Too many bodies are being received at once; send it again in a second."));
        }
    }

    /** One body on its way. */
    private final class Body {
        private final RoutingContext context;
        private final HttpServerRequest request;
        private final long timer;
        private Buffer buffer = Buffer.buffer();
        private boolean over;

        Body(RoutingContext context, long longest) {
            this.context = context;
            this.request = context.request();
            timer = context.vertx()
                    .setTimer(
                            PATIENCE_MILLIS + longest / LEAST_BYTES_A_MILLI,
                            late -> give(new Problem(408, "The body did not come to its end in time.")));
        }

        void receive() {
            receiving.add(this);
            context.addEndHandler(ended -> release());
            request.exceptionHandler(broken -> release());
            request.endHandler(whole -> {
                if (!over) {
                    stop();
                    context.put(BODY, buffer);
                    context.next();
                }
            });
            request.handler(this::take);
            request.resume();
        }

        private void take(Buffer chunk) {
            if (over) {
                return; // the rest of one that is refused already
            }
            if (buffer.length() + chunk.length() > maxBody) {
                give(tooLong());
                return;
            }
            buffer.appendBuffer(chunk);
            add(chunk.length());
            if (bytes > most) {
                relieve();
            }
        }

        private void stop() {
            over = true;
            receiving.remove(this);
            context.vertx().cancelTimer(timer);
        }

        /** Refuses it, and what is still to come of it. */
        private void give(Problem problem) {
            if (!over) {
                stop();
                release();
                context.response().putHeader("Connection", "close");
                context.fail(problem);
            }
        }

        private void release() {
            stop();
            add(-buffer.length());
            buffer = Buffer.buffer();
        }
    }
}
