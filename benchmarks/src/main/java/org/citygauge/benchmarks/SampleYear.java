package org.citygauge.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.measure.Unit;

/** A year of so many sensors of one kind, in a real archive, with a register of generators and parking bays by turns. */
final class SampleYear implements AutoCloseable {
    static final int YEAR = 2025;
    private static final ReportingCalendar CALENDAR =
            new ReportingCalendar(OpenArchive.HOURS.zone(), MonthDay.of(1, 1));
    static final Instant END = CALENDAR.span(YEAR).to();

    private final OpenArchive archive = new OpenArchive();
    private final Register register;

    SampleYear(int sensors, SensorKind kind, Duration every) {
        List<Asset> assets = new ArrayList<>();
        List<Sensor> rows = new ArrayList<>();
        for (int i = 0; i < sensors; i++) {
            String assetClass = i % 2 == 0 ? "local_generator" : "parking_facility";
            Map<String, String> columns = new HashMap<>(Map.of("weight", "10"));
            assets.add(new Asset("asset-" + i, assetClass, "", columns, Span.ALWAYS));
            rows.add(sensor(i, i % 2 == 0 ? "energy" : "free_spaces", i % 2 == 0 ? "kW.h" : "{space}", kind));
        }
        register = new Register(assets, rows, Set.of("id", "class", "weight"));
        fill(sensors, every);
    }

    private static Sensor sensor(int number, String quantity, String unit, SensorKind kind) {
        return new Sensor(
                "sensor-" + number,
                "asset-" + number,
                quantity,
                new Unit(unit),
                kind,
                Duration.ofHours(1),
                Span.ALWAYS,
                Sensor.Limits.NONE,
                Optional.<BigDecimal>empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void fill(int sensors, Duration every) {
        long number = 0;
        for (Instant at = CALENDAR.span(YEAR).from(); at.isBefore(END); at = at.plus(every)) {
            List<Reading> readings = new ArrayList<>(sensors);
            for (int i = 0; i < sensors; i++) {
                readings.add(new Reading(
                        new SeriesKey("sensor-" + i, ""),
                        ChronoUnit.MICROS.between(Instant.EPOCH, at),
                        new Decimal(number % 7, 0),
                        "",
                        "",
                        0,
                        false));
            }
            number++;
            archive.take(readings);
        }
        archive.merge();
    }

    Sensor first() {
        return register.sensors().getFirst();
    }

    /** The folds of that year, of which none is made yet. */
    YearFolds folds() {
        var evaluator = new YearEvaluator(Catalogues.iso37122(), CALENDAR, 3);
        return new YearFolds(archive.store(), OpenArchive.HOURS, evaluator, YEAR, register);
    }

    @Override
    public void close() {
        archive.close();
    }
}
