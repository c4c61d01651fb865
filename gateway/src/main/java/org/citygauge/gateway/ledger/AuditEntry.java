package org.citygauge.gateway.ledger;

import java.time.Instant;

/**
 * One entry of the audit log.
 *
 * @param seq counts them from 1
 * @param action what was done, such as {@code figure.approve}
 * @param subject to what
 * @param detail a JSON object; {@code table}, {@code row} and {@code sha256} say which row of the ledger it tells of
 * @param previous the hash of the entry before
 * @param hash of this one
 */
public record AuditEntry(
        long seq,
        Instant time,
        String actor,
        String action,
        String subject,
        String detail,
        String previous,
        String hash) {}
