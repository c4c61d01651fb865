package org.citygauge.gateway.readiness;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.measure.Measure;

/**
 * What a year still needs before it can be certified.
 *
 * @param standard the standard's own indicators
 * @param own those the city added, which no certificate counts
 * @param themes in order
 * @param missing indicators without a value, in order
 * @param unproven entered figures in force without evidence
 * @param sparse indicators with a value that are not complete enough; none without a threshold
 * @param leastComplete the indicator with a value that is least complete
 * @param threshold how complete an indicator must be, where somebody says so
 */
public record Readiness(
        int year,
        Instant asOf,
        Count standard,
        Count own,
        List<ThemeCount> themes,
        List<Missing> missing,
        List<Unproven> unproven,
        List<Sparse> sparse,
        Optional<Sparse> leastComplete,
        Optional<BigDecimal> threshold,
        Prerequisite prerequisite,
        Standing standing) {
    public Readiness {
        themes = List.copyOf(themes);
        missing = List.copyOf(missing);
        unproven = List.copyOf(unproven);
        sparse = List.copyOf(sparse);
    }

    /** Indicators that have a value, of so many. */
    public record Count(int counted, int total) {}

    public record ThemeCount(Theme theme, Count count, Optional<String> owner) {}

    /**
     * An indicator without a value.
     *
     * @param inputs the measures that are missing; none where the value is undefined
     * @param owners who sees to it, each once
     */
    public record Missing(Indicator indicator, String reason, List<Input> inputs, List<String> owners) {
        public Missing {
            inputs = List.copyOf(inputs);
            owners = List.copyOf(owners);
        }
    }

    /**
     * A measure that is missing.
     *
     * @param source where it is to come from: sensor, register or entered
     */
    public record Input(Measure measure, String source, String reason, Optional<String> owner) {}

    /**
     * A figure without evidence.
     *
     * @param year the year the figure is of, which is an earlier one where it was carried forward
     */
    public record Unproven(Measure measure, int year, List<IndicatorNumber> indicators, Optional<String> owner) {}

    /** An indicator and how complete it is, 0 to 1. */
    public record Sparse(Indicator indicator, BigDecimal completeness, Optional<String> owner) {}
}
