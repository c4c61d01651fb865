package org.citygauge.gateway.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A certificate the city has, as somebody recorded it.
 *
 * @param time when it was recorded
 * @param actor by whom
 */
public record Certificate(long id, Statement says, Instant time, String actor) {
    /**
     * What a certificate says.
     *
     * @param standard such as {@code ISO 37120}
     * @param level such as {@code Gold}; may be empty
     * @param date it was given
     * @param certifier who gave it
     * @param comment may be empty
     * @param evidence the document itself
     */
    public record Statement(
            String standard,
            String level,
            LocalDate date,
            String certifier,
            String comment,
            List<EvidenceRef> evidence) {
        public Statement {
            evidence = List.copyOf(evidence);
            if (standard.isBlank()) {
                throw new IllegalArgumentException("standard: is empty; write which one, such as ISO 37120");
            }
            if (certifier.isBlank()) {
                throw new IllegalArgumentException("certifier: is empty; write who gave the certificate");
            }
        }
    }
}
