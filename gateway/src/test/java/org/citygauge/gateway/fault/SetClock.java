package org.citygauge.gateway.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where it was set. */
final class SetClock implements InstantSource {
    private volatile Instant now;

    SetClock(Instant now) {
        this.now = now;
    }

    void set(Instant instant) {
        now = instant;
    }

    void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
