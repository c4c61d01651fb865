package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.log.Seldom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of HTTP clients, and which of them have nothing asked at the moment. Where there are too many, the one that has
 * asked nothing for longest goes, so that however many are held open somebody new is always answered. One that does not bring its
 * next request to an end for a while goes as well, however steadily it sends single bytes. Belongs to the context of its server.
 */
final class Callers {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final long LOOK_MILLIS = 5_000;

    private final Vertx vertx;
    private final int most;
    private final long patienceNanos;
    private final Map<HttpConnection, Integer> asking = new HashMap<>();
    /** Those with nothing asked, and since when; the longest first. */
    private final Map<HttpConnection, Long> silent = new LinkedHashMap<>();

    private final Seldom tooMany = new Seldom();
    private final long looking;
    private volatile int open;
    private volatile long closed;

    Callers(Vertx vertx, int most, int patienceSeconds) {
        this.vertx = vertx;
        this.most = most;
        patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        looking = vertx.setPeriodic(LOOK_MILLIS, id -> look());
    }

    void connected(HttpConnection caller) {
        asking.put(caller, 0);
        silent.put(caller, System.nanoTime());
        caller.closeHandler(gone -> {
            asking.remove(caller);
            silent.remove(caller);
            open = asking.size();
        });
        open = asking.size();
        if (open > most) {
            HttpConnection longest = silent.keySet().iterator().next();
            tooMany.say(leftOut -> LOG.warn(
                    "there are {} HTTP connections: closed the one from {} that asked nothing for longest ({} more since the last"
                            + " line)",
                    most,
                    longest.remoteAddress(),
                    leftOut));
            close(longest);
        }
    }

    void asks(HttpConnection caller) {
        if (asking.computeIfPresent(caller, (known, requests) -> requests + 1) != null) {
            silent.remove(caller);
        }
    }

    void answered(HttpConnection caller) {
        Integer left = asking.computeIfPresent(caller, (known, requests) -> requests - 1);
        if (left != null && left == 0) {
            silent.put(caller, System.nanoTime());
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Map.Entry<HttpConnection, Long> one : new ArrayList<>(silent.entrySet())) {
            if (now - one.getValue() < patienceNanos) {
                return;
            }
            close(one.getKey());
        }
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "NonAtomicVolatileUpdate"
    }) // its close handler says the rest; one thread writes
    private void close(HttpConnection caller) {
        silent.remove(caller);
        closed++;
        caller.close();
    }

    /** From any thread. */
    int open() {
        return open;
    }

    /** How many had to go. From any thread. */
    long closed() {
        return closed;
    }

    void stop() {
        vertx.cancelTimer(looking);
    }
}
