package org.citygauge.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A bearer token, without what opens the door.
 *
 * @param name whose it is
 * @param expires from when on it opens nothing; empty where it does not run out
 * @param by who made it
 * @param revoked when it was taken back, and by whom
 */
public record Token(
        String name, Role role, Optional<Instant> expires, Instant created, String by, Optional<Revoked> revoked) {

    /** That a token was taken back. */
    public record Revoked(Instant time, String by) {}

    /** Whether it opens the door. */
    public boolean isValid(Instant now) {
        return revoked.isEmpty() && !isExpired(now);
    }

    public boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
