package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
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
        List<Asset> counted = assets.stream()
                .filter(asset -> asset.matches(binding.where()))
                .filter(asset -> counts(measure, asset, situation))
                .toList();
        List<Sensor> sensors = binding.live()
                ? counted.stream()
                        .flatMap(asset -> register.onAsset(asset.id()).stream())
                        .filter(situation::speaks)
                        .toList()
                : List.of();
        BigDecimal value = counted.stream()
                .filter(asset -> !binding.live() || situation.live(asset))
                .map(asset -> weightOf(asset, binding))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return MeasureResult.ofSensors(
                measure, situation, SOURCE, detail, Optional.of(value), Optional.empty(), sensors, Set.of());
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
