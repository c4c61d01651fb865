package org.citygauge.gateway.mqtt.listener;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes taken from all sockets and not yet journalled, and how many there may be. */
final class Budget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Budget(long most) {
        this.most = most;
    }

    void take(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Takes them unless that would be too much; whether it did. */
    boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    long taken() {
        return taken.get();
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    boolean exceeded() {
        return taken.get() > most;
    }

    /** Whether those that were stopped may go on. */
    boolean easy() {
        return taken.get() < most / 2;
    }
}
