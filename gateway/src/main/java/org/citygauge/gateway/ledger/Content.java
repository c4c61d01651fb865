package org.citygauge.gateway.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a figure says. Whether it fits the catalogue is for others to know.
 *
 * @param value as entered, digit by digit; empty exactly where {@code notAvailableBecause} says why
 * @param unit the value is in, as entered; empty for the measure's own, whatever that is by then
 * @param yearOfData the year the data is of, which may be before the one it is reported for
 * @param method how it was found
 * @param asOf when it was true, if stated
 * @param evidence files that prove it
 */
public record Content(
        Optional<BigDecimal> value,
        String unit,
        int yearOfData,
        Source source,
        String method,
        String comment,
        Optional<String> notAvailableBecause,
        Optional<LocalDate> asOf,
        List<EvidenceRef> evidence) {
    public Content {
        evidence = List.copyOf(evidence);
        if (value.isPresent() == notAvailableBecause.isPresent()) {
            throw new IllegalArgumentException("a figure has a value, or says why it is not available");
        }
        if (notAvailableBecause.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("the reason why it is not available is empty");
        }
    }

    /** A value and its unit, and nothing else known. */
    public static Content of(BigDecimal value, String unit, int yearOfData) {
        return new Content(
                Optional.of(value),
                unit,
                yearOfData,
                Source.NONE,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
