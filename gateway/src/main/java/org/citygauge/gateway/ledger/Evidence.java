package org.citygauge.gateway.ledger;

import java.time.Instant;

/**
 * A file of evidence that is kept, once whatever it is called.
 *
 * @param ref with the name it was first given
 * @param size in bytes
 * @param time when it was first given
 * @param actor by whom
 */
public record Evidence(EvidenceRef ref, long size, Instant time, String actor) {}
