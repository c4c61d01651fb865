package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.measure.Aggregation;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/** Measures counted or weighed over the assets of the register. */
final class RegisterMeasure {
    private static final String SOURCE = "register";

    private RegisterMeasure() {}

    static MeasureState evaluate(Measure measure, Binding.Register binding, Situation situation) {
        Register register = situation.register();
        List<Asset> assets = register.ofClass(binding.assetClass());
        String detail = "assets of class " + binding.assetClass();
        if (assets.isEmpty()) {
            return MeasureResult.missing(
                    measure, SOURCE, detail, "the register has no asset of class " + binding.assetClass());
        }
        Optional<String> absent = Stream.concat(binding.where().keySet().stream(), binding.weigh().stream())
                .filter(column -> !register.hasColumn(column))
                .findFirst();
        if (absent.isPresent()) {
            return MeasureResult.missing(measure, SOURCE, detail, "assets.csv has no column " + absent.get());
        }
        var sensors = new BoundSensors(situation);
        Span soFar = situation.soFar();
        BigDecimal value = BigDecimal.ZERO;
        for (Asset asset : assets) {
            if (!asset.matches(binding.where()) || !counts(measure, asset, situation)) {
                continue;
            }
            if (binding.live()) {
                register.onAsset(asset.id()).stream()
                        .filter(sensor -> sensor.validity().overlaps(soFar))
                        .forEach(sensors::add);
            }
            if (!binding.live() || situation.live(asset)) {
                value = value.add(weightOf(asset, binding));
            }
        }
        return MeasureResult.ofSensors(measure, SOURCE, detail, Optional.of(value), Optional.empty(), sensors);
    }

    /** What one of its sensors adds to the measure: its asset, where it is the first that proves that live. */
    static Optional<BigDecimal> share(Binding.Register binding, Sensor sensor, Situation situation) {
        Register register = situation.register();
        Optional<Sensor> proof = register.onAsset(sensor.asset()).stream()
                .filter(situation::live)
                .findFirst();
        return proof.filter(sensor::equals)
                .flatMap(live -> register.asset(sensor.asset()))
                .map(asset -> weightOf(asset, binding));
    }

    private static boolean counts(Measure measure, Asset asset, Situation situation) {
        return measure.aggregation() == Aggregation.SUM
                ? !asset.inService().from().isBefore(situation.span().from())
                        && asset.inService().from().isBefore(situation.reference())
                : situation.inService(asset);
    }

    private static BigDecimal weightOf(Asset asset, Binding.Register binding) {
        return binding.weigh().flatMap(asset::number).orElse(BigDecimal.ONE);
    }
}
