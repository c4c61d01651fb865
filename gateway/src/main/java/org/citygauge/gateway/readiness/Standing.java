package org.citygauge.gateway.readiness;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.citygauge.indicators.certification.Ladder;

/**
 * Where a year stands on the ladder.
 *
 * @param counted indicators that count for a level
 * @param inFirstYear whether it is the city's first year; empty where nobody knows
 * @param because how that is known, or what would tell
 */
public record Standing(Ladder ladder, int counted, Optional<Boolean> inFirstYear, String because) {
    static Standing of(CertificationRules rules, int counted, int year, Instant asOf, Dossier dossier) {
        Ladder ladder = rules.ladder();
        if (ladder.firstYear().isEmpty()) {
            return new Standing(ladder, counted, Optional.of(false), "the ladder knows no first year");
        }
        if (rules.firstYear().isPresent()) {
            int first = rules.firstYear().get();
            return new Standing(ladder, counted, Optional.of(year <= first), "certification.first_year is " + first);
        }
        Optional<Certificate> earlier = certificateBefore(ladder.standard(), asOf, dossier.certificates());
        if (earlier.isPresent()) {
            return new Standing(
                    ladder,
                    counted,
                    Optional.of(false),
                    "a certificate of " + earlier.get().standard() + " was given on "
                            + earlier.get().date());
        }
        return dossier.firstClosed()
                .map(first -> new Standing(
                        ladder, counted, Optional.of(year <= first), "the first year that was closed is " + first))
                .orElseGet(() -> new Standing(
                        ladder,
                        counted,
                        Optional.empty(),
                        "no year is closed, no certificate of " + ladder.standard()
                                + " is recorded, and certification.first_year is not set"));
    }

    /** A certificate of the same standard, whatever its edition, that was there before the year came to its end. */
    private static Optional<Certificate> certificateBefore(String standard, Instant asOf, List<Certificate> all) {
        int colon = standard.lastIndexOf(':');
        String anyEdition = colon < 0 ? standard : standard.substring(0, colon);
        return all.stream()
                .filter(certificate -> certificate.isOf(anyEdition))
                .filter(certificate -> certificate
                        .date()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .isBefore(asOf))
                .findFirst();
    }

    /** The step that stands for the level; empty in a first year, and where no level is known. */
    public Optional<Ladder.Step> step() {
        return inFirstYear.orElse(true) ? Optional.empty() : ladder.reached(counted);
    }

    /** The level in one line. */
    public String inWords() {
        return inFirstYear
                .map(first -> ladder.level(counted, first))
                .orElseGet(() -> "first year: " + ladder.level(counted, true) + "; from the second year on: "
                        + ladder.level(counted, false));
    }
}
