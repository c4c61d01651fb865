package org.citygauge.aggregator.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.hour.HourSet;
import org.citygauge.aggregator.hour.TimedValue;
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
    private static final long FIRST_STRETCH = 86_400_000_000L;

    private final ReadingStore store;
    private final Register register;
    private final Supplier<Generations> counting;
    private final LookAhead lookAhead;
    private final UnitFactors factors = new UnitFactors();
    private long lookedUpTo = Long.MIN_VALUE;

    /** @param counting which readings count, at any moment */
    public SensorReadings(ReadingStore store, Register register, Supplier<Generations> counting) {
        this(store, register, counting, LookAhead.OPEN);
    }

    SensorReadings(ReadingStore store, Register register, Supplier<Generations> counting, LookAhead lookAhead) {
        this.store = store;
        this.register = register;
        this.counting = counting;
        this.lookAhead = lookAhead;
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
            store.visit(series.getFirst(), start, end, counting.get(), visitor);
        } else if (!series.isEmpty() && start < end) {
            visitMerged(series, start, end, visitor);
        }
    }

    /** See {@link ReadingStore#visitAll}. */
    void visitAll(Collection<Series> wanted, long from, long to, ReadingStore.SeriesVisitor visitor) {
        store.visitAll(wanted, from, to, counting.get(), visitor);
    }

    private void visitMerged(List<Series> series, long start, long end, ReadingStore.Visitor visitor) {
        var readings = new ArrayList<HourReading>();
        Generations now = counting.get();
        series.forEach(one -> store.visit(one, start, end, now, cursor -> readings.add(cursor.reading())));
        readings.sort(Comparator.comparingLong(HourReading::timeMicros)
                .thenComparing(HourReading::id)
                .thenComparing(HourReading::value));
        if (!readings.isEmpty()) {
            HourCursor cursor = HourSet.ofSorted(
                            Math.floorDiv(readings.getFirst().timeMicros(), 1_000_000), readings)
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
                .flatMap(one -> store.lastBefore(one, end, counting.get()).stream())
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
            if (one.newestMicros() >= from) {
                return true;
            }
        }
        return false;
    }

    /** See {@link ReadingStore#isAtHand}. */
    boolean isAtHand(Series series, long from) {
        return store.isAtHand(series, from);
    }

    /** Where to begin so that enough readings that count come before {@code start}: those of a unit that does not fit are none. */
    long leadIn(Sensor sensor, long start) {
        int wanted = sensor.kind() == SensorKind.COUNTER ? CounterGrowth.LOOK_BACK : 1;
        long from = start;
        for (int i = 0; i < wanted; i++) {
            OptionalLong before = lastFittingBefore(sensor, from);
            if (before.isEmpty()) {
                break;
            }
            from = before.getAsLong();
        }
        return from;
    }

    private OptionalLong lastFittingBefore(Sensor sensor, long before) {
        Optional<HourReading> newest = lastBefore(sensor, before);
        if (newest.isEmpty() || fits(sensor, newest.get())) {
            return newest.map(reading -> OptionalLong.of(reading.timeMicros())).orElse(OptionalLong.empty());
        }
        long first = Math.max(micros(sensor.validity().from()), oldest(sensor));
        long end = newest.get().timeMicros() + 1; // another one of this instant may fit
        for (long stretch = FIRST_STRETCH; end > first; stretch *= 2) {
            long begin = Math.max(first, end - stretch);
            var found = new long[] {Long.MIN_VALUE};
            visit(sensor, begin, end, reading -> found[0] = fits(sensor, reading) ? reading.timeMicros() : found[0]);
            if (found[0] != Long.MIN_VALUE) {
                return OptionalLong.of(found[0]);
            }
            end = begin;
        }
        return OptionalLong.empty();
    }

    /** The next values from {@code from} on, in the unit of the row, as many as it takes to tell what a fall was. */
    List<BigDecimal> following(Sensor sensor, long from) {
        var values = new ArrayList<BigDecimal>();
        long border = lookAhead.border();
        long last = Math.min(
                Math.min(newest(sensor), border - 1), micros(sensor.validity().to()) - 1);
        long begin = from;
        for (long stretch = FIRST_STRETCH; begin <= last && values.size() < CounterGrowth.LOOK_AHEAD; stretch *= 2) {
            long end = Math.min(begin + stretch, last + 1);
            visit(
                    sensor,
                    begin,
                    end,
                    reading -> factors.factor(reading.unit(), sensor.unit())
                            .ifPresent(factor -> values.add(reading.bigValue().multiply(factor))));
            begin = end;
        }
        boolean enough = values.size() >= CounterGrowth.LOOK_AHEAD;
        if (!enough && micros(sensor.validity().to()) > border) {
            lookAhead
                    .beyond(sensor)
                    .forEach(value -> factors.factor(value.unit(), sensor.unit())
                            .ifPresent(factor -> values.add(value.value().multiply(factor))));
        }
        lookedUpTo =
                Math.max(lookedUpTo, enough ? begin : micros(sensor.validity().to()));
        return values.subList(0, Math.min(values.size(), CounterGrowth.LOOK_AHEAD));
    }

    /** The next values from {@code from} on as they were sent, as many of those that fit as it takes to tell what a fall was. */
    List<LookAhead.Value> followingAsSent(Sensor sensor, long from) {
        var values = new ArrayList<LookAhead.Value>();
        long last = Math.min(newest(sensor), micros(sensor.validity().to()) - 1);
        long begin = from;
        for (long stretch = FIRST_STRETCH; begin <= last && values.size() < CounterGrowth.LOOK_AHEAD; stretch *= 2) {
            long end = Math.min(begin + stretch, last + 1);
            visit(sensor, begin, end, reading -> {
                if (fits(sensor, reading)) {
                    values.add(new LookAhead.Value(reading.bigValue(), reading.unit()));
                }
            });
            begin = end;
        }
        return List.copyOf(values.subList(0, Math.min(values.size(), CounterGrowth.LOOK_AHEAD)));
    }

    /** Readings from this instant (in microseconds) on change nothing that was asked of {@link #following}. */
    long lookedUpTo() {
        return lookedUpTo;
    }

    private long newest(Sensor sensor) {
        return series(sensor).stream().mapToLong(Series::newestMicros).max().orElse(Long.MIN_VALUE);
    }

    long oldest(Sensor sensor) {
        return series(sensor).stream().mapToLong(Series::oldestMicros).min().orElse(Long.MAX_VALUE);
    }

    private boolean fits(Sensor sensor, TimedValue reading) {
        return factors.factor(reading.unit(), sensor.unit()).isPresent();
    }

    static long micros(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            return Long.MIN_VALUE / 2;
        }
        return instant.equals(Instant.MAX) ? Long.MAX_VALUE / 2 : MicroTime.of(instant);
    }
}
