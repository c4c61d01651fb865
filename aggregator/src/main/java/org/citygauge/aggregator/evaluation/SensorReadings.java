package org.citygauge.aggregator.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;

/**
 * The readings each row of a register speaks for: those of its sensor and quantity, and those that name no quantity where the
 * sensor has only one; within the row's validity.
 */
public final class SensorReadings {
    private final ReadingStore store;
    private final Register register;
    private final UnitFactors factors = new UnitFactors();

    public SensorReadings(ReadingStore store, Register register) {
        this.store = store;
        this.register = register;
    }

    /** The series a row speaks for that exist; mostly one. */
    public List<Series> series(Sensor sensor) {
        var found = new ArrayList<Series>(1);
        store.find(new SeriesKey(sensor.id(), sensor.quantity())).ifPresent(found::add);
        if (!sensor.quantity().isEmpty() && hasOneQuantity(sensor)) {
            store.find(new SeriesKey(sensor.id(), "")).ifPresent(found::add);
        }
        return found;
    }

    /** Whether readings without a quantity are of this one. */
    boolean hasOneQuantity(Sensor sensor) {
        return register.rowsOf(sensor.id()).stream()
                .allMatch(row -> row.quantity().equals(sensor.quantity()));
    }

    /** Shows the readings of a row from {@code from} (included) to {@code to} (excluded), in order of time. */
    public void visit(Sensor sensor, long from, long to, ReadingStore.Visitor visitor) {
        long start = Math.max(from, micros(sensor.validity().from()));
        long end = Math.min(to, micros(sensor.validity().to()));
        List<Series> series = series(sensor);
        if (series.size() == 1) {
            store.visit(series.getFirst(), start, end, visitor);
        } else if (!series.isEmpty() && start < end) {
            visitMerged(series, start, end, visitor);
        }
    }

    private void visitMerged(List<Series> series, long start, long end, ReadingStore.Visitor visitor) {
        var readings = new ArrayList<HourReading>();
        series.forEach(one -> store.visit(one, start, end, cursor -> readings.add(cursor.reading())));
        readings.sort(Comparator.comparingLong(HourReading::timeMicros)
                .thenComparing(HourReading::id)
                .thenComparing(HourReading::value));
        if (!readings.isEmpty()) {
            HourCursor cursor = HourSet.ofSorted(readings.getFirst().timeMicros() / 1_000_000, readings)
                    .cursor();
            while (cursor.next()) {
                visitor.visit(cursor);
            }
        }
    }

    /** The newest reading of a row before an instant. */
    public Optional<HourReading> lastBefore(Sensor sensor, long before) {
        long end = Math.min(before, micros(sensor.validity().to()));
        long start = micros(sensor.validity().from());
        return series(sensor).stream()
                .flatMap(one -> store.lastBefore(one, end).stream())
                .filter(reading -> reading.timeMicros() >= start)
                .max(Comparator.comparingLong(HourReading::timeMicros));
    }

    /** Where the part of {@code year} begins that a row is valid in, in microseconds. */
    static long start(Sensor sensor, Span year) {
        return Math.max(micros(year.from()), micros(sensor.validity().from()));
    }

    /** A fold that is ready for the first reading of {@code year}: what led up to it was added. */
    ContributionFold begin(Sensor sensor, Norms norms, Span year) {
        long start = start(sensor, year);
        ContributionFold fold = empty(sensor, norms, year);
        long from = leadIn(sensor, start);
        visit(sensor, from, start, fold::add);
        return fold;
    }

    /** A fold without anything in it yet. */
    ContributionFold empty(Sensor sensor, Norms norms, Span year) {
        return new ContributionFold(sensor, norms, start(sensor, year), factors);
    }

    /** Whether any series the row speaks for has a reading at {@code from} or later, in the row's validity. */
    boolean hasFrom(Sensor sensor, long from) {
        if (from >= micros(sensor.validity().to())) {
            return false;
        }
        for (Series one : series(sensor)) {
            if (one.lastMicros() >= from) {
                return true;
            }
        }
        return false;
    }

    /** See {@link ReadingStore#isAtHand}. */
    boolean isAtHand(Series series, long from) {
        return store.isAtHand(series, from);
    }

    private long leadIn(Sensor sensor, long start) {
        int wanted = sensor.kind() == SensorKind.COUNTER ? CounterGrowth.LOOK_BACK : 1;
        long from = start;
        for (int i = 0; i < wanted; i++) {
            Optional<HourReading> before = lastBefore(sensor, from);
            if (before.isEmpty()) {
                break;
            }
            from = before.get().timeMicros();
        }
        return from;
    }

    static long micros(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            return Long.MIN_VALUE / 2;
        }
        return instant.equals(Instant.MAX) ? Long.MAX_VALUE / 2 : MicroTime.of(instant);
    }
}
