package org.citygauge.gateway.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.SensorCount;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Better;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.MeasureId;
import org.citygauge.indicators.measure.Unit;

/** States of a made-up city, built by hand: of every kind one, or as many as wanted. */
final class SampleCity {
    static final Instant AS_OF = Instant.parse("2026-06-30T12:00:00Z");
    static final int YEAR = 2026;
    static final Sensor BAY = new Sensor(
            "bay-1",
            "garage-1",
            "occupied",
            new Unit("{space}"),
            SensorKind.STATE,
            Duration.ofMinutes(5),
            Span.ALWAYS,
            Sensor.Limits.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Map<IndicatorNumber, IndicatorState> indicators = new LinkedHashMap<>();

    /** A computed, an incomplete and an undefined indicator, one of them with a sensor. */
    static SampleCity ofThree() {
        return new SampleCity()
                .with("10.4", "Safety", "Average response time", "h", value("12"), Optional.of(BigDecimal.ZERO))
                .with(
                        "19.8",
                        "Transportation",
                        "Public parking with real-time availability",
                        "%",
                        value("17"),
                        value("24"))
                .with("23.1", "Water", "Drinking water under quality monitoring", "%", Optional.empty(), value("8"));
    }

    /** Every indicator of the standard: 70 with a value, nine incomplete, one undefined. */
    static SampleCity ofTheStandard() {
        var sample = new SampleCity();
        int place = 0;
        for (Indicator indicator : Catalogues.iso37122().inOrder()) {
            boolean missing = ++place % 9 == 4;
            Optional<BigDecimal> above = missing ? Optional.empty() : value(Integer.toString(place * 1237 % 997));
            sample.put(indicator, above, place == 41 ? value("0") : value(Integer.toString(1000 + place * 17)));
        }
        return sample;
    }

    static Optional<BigDecimal> value(String value) {
        return Optional.of(new BigDecimal(value));
    }

    SampleCity with(
            String number,
            String theme,
            String title,
            String unit,
            Optional<BigDecimal> above,
            Optional<BigDecimal> below) {
        IndicatorNumber parsed = IndicatorNumber.parse(number);
        String name = "measure_" + number.replace('.', '_');
        var formula = new Formula(
                BigDecimal.valueOf(100), new MeasureId(name + "_part"), new MeasureId(name + "_whole"), false);
        var indicator = new Indicator(
                parsed,
                new Theme(parsed.theme(), theme),
                title,
                unit,
                formula,
                Better.HIGHER,
                "100 × the part ÷ the whole",
                "A note to read before relying on it.");
        put(indicator, above, below);
        return this;
    }

    /** Puts other inputs in the place of those of an indicator, and returns its new state. */
    IndicatorState change(String number, Optional<BigDecimal> above) {
        IndicatorState old = state(number);
        put(old.indicator(), above, old.denominator().value());
        return state(number);
    }

    private void put(Indicator indicator, Optional<BigDecimal> above, Optional<BigDecimal> below) {
        Formula formula = indicator.formula();
        indicators.put(
                indicator.number(),
                new IndicatorState(
                        indicator,
                        YEAR,
                        formula.evaluate(above, below),
                        measure(formula.numerator(), "sensor", above, List.of(BAY)),
                        measure(formula.denominator(), "entered", below, List.of()),
                        value("0.75"),
                        new SensorCount(3, 2, 1),
                        EnumSet.of(Flag.YEAR_TO_DATE, Flag.GLITCH),
                        AS_OF));
    }

    private static MeasureState measure(MeasureId id, String source, Optional<BigDecimal> value, List<Sensor> bound) {
        var measure = new Measure(
                id, "The thing counted", new Unit("{space}"), Aggregation.LIVE_WEIGHT, new Binding.Entered());
        return new MeasureState(
                measure,
                value,
                value.isPresent() ? Optional.empty() : Optional.of("no assets of class water_main in the register"),
                source,
                source.equals("sensor") ? "class parking_facility" : "Office of Statistics",
                bound.isEmpty() ? Optional.empty() : value("0.75"),
                bound.isEmpty() ? SensorCount.NONE : new SensorCount(3, 2, 1),
                bound,
                Set.of(),
                Optional.empty());
    }

    IndicatorState state(String number) {
        IndicatorState state = indicators.get(IndicatorNumber.parse(number));
        if (state == null) {
            throw new IllegalArgumentException("no indicator " + number);
        }
        return state;
    }

    YearState year() {
        var measures = new HashMap<MeasureId, MeasureState>();
        indicators.values().forEach(state -> {
            measures.put(state.numerator().measure().id(), state.numerator());
            measures.put(state.denominator().measure().id(), state.denominator());
        });
        return new YearState(YEAR, AS_OF, new ArrayList<>(indicators.values()), measures);
    }
}
