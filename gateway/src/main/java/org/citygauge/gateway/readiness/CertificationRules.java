package org.citygauge.gateway.readiness;

import java.math.BigDecimal;
import java.util.Optional;
import org.citygauge.indicators.certification.Ladder;
import org.citygauge.indicators.certification.Ladders;

/**
 * By what a year is judged on its way to a certificate.
 *
 * @param ladder the certifier's levels
 * @param completenessThreshold how complete an indicator must be, 0 to 1, where the city or its certifier says so; nobody published one
 * @param firstYear the first year the city reports, where it says so
 * @param owners who sees to what is missing
 */
public record CertificationRules(
        Ladder ladder, Optional<BigDecimal> completenessThreshold, Optional<Integer> firstYear, Owners owners) {
    /** What is publicly known, and nobody in charge. */
    public static final CertificationRules PUBLIC =
            new CertificationRules(Ladders.iso37122(), Optional.empty(), Optional.empty(), Owners.NONE);
}
