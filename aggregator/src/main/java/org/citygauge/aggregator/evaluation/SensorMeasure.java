package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;
import org.citygauge.indicators.measure.Unit;

/** Measures that sensors meter or report. */
final class SensorMeasure {
    private static final String SOURCE = "sensor";
    private static final BigDecimal MICROS_A_SECOND = BigDecimal.valueOf(1_000_000);

    private final Measure measure;
    private final Binding.Sensors binding;
    private final Situation situation;
    private final BoundSensors bound;
    private final Map<Unit, Optional<BigDecimal>> factors = new HashMap<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private long shares;

    private SensorMeasure(Measure measure, Binding.Sensors binding, Situation situation) {
        this.measure = measure;
        this.binding = binding;
        this.situation = situation;
        this.bound = new BoundSensors(situation);
    }

    static MeasureState evaluate(Measure measure, Binding.Sensors binding, Situation situation) {
        return new SensorMeasure(measure, binding, situation).evaluate();
    }

    /** What one of its sensors adds to the measure. */
    static Optional<BigDecimal> share(Measure measure, Binding.Sensors binding, Sensor sensor, Situation situation) {
        boolean minus = situation
                .register()
                .asset(sensor.asset())
                .filter(asset -> binding.minus().contains(asset.assetClass()))
                .isPresent();
        return new SensorMeasure(measure, binding, situation)
                .share(sensor, situation.facts().contribution(sensor))
                .map(share -> minus ? share.negate() : share);
    }

    private String detail() {
        return binding.quantity() + " of " + String.join(" + ", binding.plus())
                + (binding.minus().isEmpty() ? "" : " − " + String.join(" − ", binding.minus()));
    }

    private MeasureState evaluate() {
        Optional<String> absent = absent();
        if (absent.isPresent()) {
            return MeasureResult.missing(measure, SOURCE, detail(), absent.get());
        }
        binding.plus().forEach(assetClass -> add(assetClass, false));
        binding.minus().forEach(assetClass -> add(assetClass, true));
        Optional<String> missing = noValue();
        Optional<BigDecimal> value = missing.isPresent() ? Optional.empty() : Optional.of(total());
        return MeasureResult.ofSensors(measure, SOURCE, detail(), value, missing, bound);
    }

    private Optional<String> absent() {
        for (String assetClass : binding.plus()) {
            if (situation.register().ofClass(assetClass).isEmpty()) {
                return Optional.of("the register has no asset of class " + assetClass);
            }
        }
        return binding.where().keySet().stream()
                .filter(column -> !situation.register().hasColumn(column))
                .findFirst()
                .map(column -> "assets.csv has no column " + column);
    }

    private void add(String assetClass, boolean minus) {
        Span soFar = situation.soFar();
        for (Sensor sensor : situation.register().on(assetClass, binding.where(), binding.quantity())) {
            if (sensor.validity().overlaps(soFar)) {
                add(sensor, minus);
            }
        }
    }

    private void add(Sensor sensor, boolean minus) {
        Optional<BigDecimal> share = share(sensor, bound.add(sensor));
        if (share.isPresent()) {
            sum = minus ? sum.subtract(share.get()) : sum.add(share.get());
            shares++;
        }
    }

    private Optional<BigDecimal> share(Sensor sensor, Contribution contribution) {
        if (binding.inState().isPresent()) {
            return sensor.kind() == SensorKind.STATE ? Optional.of(stay(contribution)) : Optional.empty();
        }
        Optional<BigDecimal> amount = amount(sensor, contribution);
        if (amount.isEmpty()) {
            return amount;
        }
        Optional<BigDecimal> factor = factors.computeIfAbsent(sensor.unit(), unit -> unit.factorTo(measure.unit()));
        if (factor.isEmpty()) {
            bound.flag(Flag.UNIT_INCOMPATIBLE);
        }
        return factor.map(amount.get()::multiply);
    }

    private Optional<BigDecimal> amount(Sensor sensor, Contribution contribution) {
        return switch (measure.aggregation()) {
            case SUM, COUNTER, DURATION_TOTAL ->
                switch (sensor.kind()) {
                    case AMOUNT -> Optional.of(contribution.sum());
                    case COUNTER -> Optional.of(contribution.growth());
                    case GAUGE, STATE -> Optional.empty();
                };
            case MEAN ->
                contribution.count() == 0
                        ? Optional.empty()
                        : Optional.of(
                                contribution.sum().divide(BigDecimal.valueOf(contribution.count()), Formula.QUOTIENT));
            case LAST -> contribution.last().map(Contribution.Point::value);
            case LIVE_COUNT, LIVE_WEIGHT -> Optional.empty(); // the catalogue binds these to the register only
        };
    }

    /** Time in the state, in the measure's unit; or entries into it, where things are counted. */
    private BigDecimal stay(Contribution contribution) {
        BigDecimal state = binding.inState().orElseThrow().stripTrailingZeros();
        Contribution.Stay stay = contribution.inState().get(state);
        if (stay == null) {
            return BigDecimal.ZERO;
        }
        if (measure.aggregation() != Aggregation.DURATION_TOTAL) {
            return BigDecimal.valueOf(stay.entries());
        }
        BigDecimal micros = BigDecimal.valueOf(stay.time().toNanos() / 1000);
        BigDecimal secondsAUnit = measure.unit().factorTo(new Unit("s")).orElse(BigDecimal.ONE);
        return micros.divide(secondsAUnit.multiply(MICROS_A_SECOND), Formula.QUOTIENT);
    }

    private Optional<String> noValue() {
        if (bound.isEmpty()) {
            return Optional.of("no sensor on " + String.join(", ", binding.plus()) + " measures " + binding.quantity());
        }
        if (shares > 0) {
            return Optional.empty();
        }
        if (bound.flags().contains(Flag.UNIT_INCOMPATIBLE)) {
            return Optional.of("no sensor reports in a unit that converts to " + measure.unit());
        }
        return switch (measure.aggregation()) {
            case MEAN, LAST ->
                Optional.of("none of the " + bound.sensors().size() + " sensors has reported in the year");
            case SUM, COUNTER, DURATION_TOTAL, LIVE_COUNT, LIVE_WEIGHT ->
                Optional.of("none of the " + bound.sensors().size() + " sensors is of a kind that adds up to a "
                        + measure.aggregation().name().toLowerCase(java.util.Locale.ROOT));
        };
    }

    private BigDecimal total() {
        return measure.aggregation() == Aggregation.MEAN
                ? sum.divide(BigDecimal.valueOf(shares), Formula.QUOTIENT)
                : sum;
    }
}
