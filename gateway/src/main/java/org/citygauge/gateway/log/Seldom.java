package org.citygauge.gateway.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A line of the log that a client can cause as often as it likes: it is written at most once in a while, and says how many were left
 * out. Safe for use by many threads.
 */
public final class Seldom {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final long pauseNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong leftOut = new AtomicLong();

    public Seldom() {
        this(PAUSE);
    }

    Seldom(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    /** @param write given how many lines were left out since the last one; not called when this one is left out, too */
    public void say(LongConsumer write) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + pauseNanos)) {
            write.accept(leftOut.getAndSet(0));
        } else {
            leftOut.incrementAndGet();
        }
    }
}
