package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.formula.Outcome;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/**
 * Makes a year's measures and indicators from the register, the figures and what is known of the sensors. A plain function of what it
 * is given.
 */
public final class YearEvaluator {
    /** How long a gauge may show one value where the city does not say otherwise. */
    public static final Duration STUCK_AFTER = Duration.ofDays(3);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Catalogue catalogue;
    private final ReportingCalendar calendar;
    private final int liveFactor;
    private final Duration stuckAfter;
    private final boolean carriesForward;

    public YearEvaluator(Catalogue catalogue, ReportingCalendar calendar, int liveFactor) {
        this(catalogue, calendar, liveFactor, STUCK_AFTER);
    }

    /** @param stuckAfter a gauge that shows one value for longer is stuck */
    public YearEvaluator(Catalogue catalogue, ReportingCalendar calendar, int liveFactor, Duration stuckAfter) {
        this(catalogue, calendar, liveFactor, stuckAfter, true);
    }

    private YearEvaluator(
            Catalogue catalogue,
            ReportingCalendar calendar,
            int liveFactor,
            Duration stuckAfter,
            boolean carriesForward) {
        this.catalogue = catalogue;
        this.calendar = calendar;
        this.liveFactor = liveFactor;
        this.stuckAfter = stuckAfter;
        this.carriesForward = carriesForward;
    }

    /** The same for a year that is closed: no figure of an earlier year stands in for one that is missing. */
    public YearEvaluator ofClosedYear() {
        return new YearEvaluator(catalogue, calendar, liveFactor, stuckAfter, false);
    }

    /** How long a gauge may show one value. */
    public Duration stuckAfter() {
        return stuckAfter;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** A sensor is live for so many of its expected intervals. */
    public int liveFactor() {
        return liveFactor;
    }

    public ReportingCalendar calendar() {
        return calendar;
    }

    /**
     * The weights that sensors' values are compared with: the asset's, where some measure weighs assets of that class in the sensor's
     * unit.
     */
    SensorFold.Weights weights(Register register) {
        Map<String, Set<Unit>> unitsByClass = new HashMap<>();
        for (Measure measure : catalogue.measures().values()) {
            if (measure.binding() instanceof Binding.Register binding
                    && binding.weigh().filter("weight"::equals).isPresent()) {
                unitsByClass
                        .computeIfAbsent(binding.assetClass(), key -> new HashSet<>())
                        .add(measure.unit());
            }
        }
        return sensor -> register.asset(sensor.asset())
                .filter(asset ->
                        unitsByClass.getOrDefault(asset.assetClass(), Set.of()).contains(sensor.unit()))
                .flatMap(asset -> asset.weight());
    }

    /** The year at {@code reference}, which lies in it or is its end. */
    public YearState evaluate(int year, Instant reference, Register register, Figures figures, SensorFacts facts) {
        Span span = calendar.span(year);
        var situation = new Situation(year, span, reference, register, figures, facts, liveFactor, carriesForward);
        Map<MeasureId, MeasureState> measures = new LinkedHashMap<>();
        catalogue.measures().values().forEach(measure -> measures.put(measure.id(), evaluate(measure, situation)));
        List<IndicatorState> indicators = catalogue.inOrder().stream()
                .map(indicator -> evaluate(indicator, measures, situation))
                .toList();
        return new YearState(year, reference, indicators, measures);
    }

    /**
     * One indicator at {@code reference}, made of no more than its own measures.
     *
     * @throws java.util.NoSuchElementException if the catalogue has none of this number
     */
    IndicatorState evaluate(
            IndicatorNumber number,
            int year,
            Instant reference,
            Register register,
            Figures figures,
            SensorFacts facts) {
        var situation = new Situation(
                year, calendar.span(year), reference, register, figures, facts, liveFactor, carriesForward);
        Indicator indicator = catalogue.inOrder().stream()
                .filter(one -> one.number().equals(number))
                .findFirst()
                .orElseThrow();
        Map<MeasureId, MeasureState> measures = new HashMap<>();
        for (MeasureId id :
                Set.of(indicator.formula().numerator(), indicator.formula().denominator())) {
            Measure measure = catalogue.measures().get(id);
            if (measure == null) {
                throw new IllegalStateException("indicator " + number + " lacks measure " + id);
            }
            measures.put(id, evaluate(measure, situation));
        }
        return evaluate(indicator, measures, situation);
    }

    /** What rows of the register that are behind a measure bring into it. */
    public List<SensorShare> shares(
            Measure measure, List<Sensor> rows, int year, Instant reference, Register register, SensorFacts facts) {
        var situation = new Situation(
                year, calendar.span(year), reference, register, Figures.NONE, facts, liveFactor, carriesForward);
        return rows.stream()
                .map(row -> new SensorShare(
                        row, facts.contribution(row), situation.live(row), share(measure, row, situation)))
                .toList();
    }

    private static Optional<BigDecimal> share(Measure measure, Sensor row, Situation situation) {
        return switch (measure.binding()) {
            case Binding.Entered entered -> Optional.empty();
            case Binding.Register register -> RegisterMeasure.share(register, row, situation);
            case Binding.Sensors sensors -> SensorMeasure.share(measure, sensors, row, situation);
        };
    }

    private static MeasureState evaluate(Measure measure, Situation situation) {
        return switch (measure.binding()) {
            case Binding.Entered entered -> EnteredMeasure.evaluate(measure, situation);
            case Binding.Register register -> RegisterMeasure.evaluate(measure, register, situation);
            case Binding.Sensors sensors -> SensorMeasure.evaluate(measure, sensors, situation);
        };
    }

    private static IndicatorState evaluate(
            Indicator indicator, Map<MeasureId, MeasureState> measures, Situation situation) {
        MeasureState above = measures.get(indicator.formula().numerator());
        MeasureState below = measures.get(indicator.formula().denominator());
        if (above == null || below == null) {
            throw new IllegalStateException("indicator " + indicator.number() + " lacks a measure");
        }
        Outcome outcome = indicator.formula().evaluate(above.value(), below.value());
        return new IndicatorState(
                indicator,
                situation.year(),
                outcome,
                above,
                below,
                lower(above.completeness(), below.completeness()),
                sensors(above, below, situation),
                flags(indicator, outcome, above, below, situation),
                situation.reference());
    }

    private static Optional<BigDecimal> lower(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().min(other.get())) : one.or(() -> other);
    }

    private static SensorCount sensors(MeasureState above, MeasureState below, Situation situation) {
        if (below.bound().isEmpty() || above.bound().equals(below.bound())) {
            return above.sensors();
        }
        if (above.bound().isEmpty()) {
            return below.sensors();
        }
        // The rows of one register are compared as the objects they are: there may be a million.
        Set<Sensor> both = Collections.newSetFromMap(new IdentityHashMap<>());
        both.addAll(above.bound());
        both.addAll(below.bound());
        return situation.count(both);
    }

    private static Set<Flag> flags(
            Indicator indicator, Outcome outcome, MeasureState above, MeasureState below, Situation situation) {
        var flags = EnumSet.noneOf(Flag.class);
        flags.addAll(above.flags());
        flags.addAll(below.flags());
        if (situation.reference().isBefore(situation.span().to())) {
            flags.add(Flag.YEAR_TO_DATE);
        }
        if (outcome instanceof Outcome.Computed(BigDecimal value)
                && indicator.formula().scale().compareTo(HUNDRED) == 0
                && indicator.unit().equals("%")
                && value.compareTo(HUNDRED) > 0) {
            flags.add(Flag.OVER_HUNDRED_PERCENT);
        }
        return Set.copyOf(flags);
    }
}
