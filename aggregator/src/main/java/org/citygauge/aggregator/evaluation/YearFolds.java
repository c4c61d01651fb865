package org.citygauge.aggregator.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ChangedSeries;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;
import org.jspecify.annotations.Nullable;

/**
 * The folds of all sensors of a register over one year, moved forward in time together. Belongs to one thread.
 *
 * <p>Folds are made when first asked for, so that a register with many sensors nobody asks about costs nothing.
 */
public final class YearFolds {
    /** So few are read one by one. */
    private static final int FEW = 16;
    /** Of more than so many, what each takes is thought about twice. */
    private static final int MANY = 200_000;

    private final ReadingStore store;
    private final CityHours hours;
    private final Supplier<Generations> counting;
    private final LookAhead lookAhead;
    private final YearEvaluator evaluator;
    private final int year;
    private final Span span;
    private final IdentityHashMap<Sensor, SensorFold> folds = new IdentityHashMap<>();
    /** Folds with readings that lie ahead of the last reference. */
    private Set<SensorFold> ahead = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<SensorFold.OpenFall> openFalls = new ArrayList<>();
    private Register register;
    private SensorFold.Setting setting;
    private long reference;

    /** Of a year that is open. */
    public YearFolds(ReadingStore store, CityHours hours, YearEvaluator evaluator, int year, Register register) {
        this(store, hours, evaluator, year, register, () -> store.closed().open(), LookAhead.OPEN);
    }

    /**
     * Of a year that others may have closed, or that is to be closed.
     *
     * @param counting which readings count, at any moment
     * @param lookAhead what is known of those behind the year's end
     */
    public YearFolds(
            ReadingStore store,
            CityHours hours,
            YearEvaluator evaluator,
            int year,
            Register register,
            Supplier<Generations> counting,
            LookAhead lookAhead) {
        this.store = store;
        this.hours = hours;
        this.counting = counting;
        this.lookAhead = lookAhead;
        this.evaluator = evaluator;
        this.year = year;
        this.span = evaluator.calendar().span(year);
        this.register = register;
        this.setting = settingOf(register);
        this.reference = MicroTime.of(span.from());
    }

    private SensorFold.Setting settingOf(Register of) {
        return new SensorFold.Setting(
                new SensorReadings(store, of, counting, lookAhead),
                hours,
                span,
                evaluator.weights(of),
                evaluator.stuckAfter(),
                of.sensors().size() > MANY);
    }

    public int year() {
        return year;
    }

    /** The register changed: everything begins again. */
    public void register(Register changed) {
        register = changed;
        setting = settingOf(changed);
        reference = MicroTime.of(span.from());
        folds.clear();
        ahead.clear();
        openFalls.clear();
    }

    /** Readings of these series came or changed. */
    public void correct(ChangedSeries changed) {
        changed.forEach((series, from) -> eachFold(series, fold -> {
            fold.openFall().ifPresent(openFalls::add);
            fold.goOn(from);
            ahead.add(fold);
        }));
        changed.eachOutOfTurn((series, from) -> eachFold(series, fold -> fold.correct(from)));
    }

    private void eachFold(Series series, Consumer<SensorFold> visitor) {
        for (Sensor row : register.rowsOf(series.sensor())) {
            SensorFold fold = folds.get(row);
            if (fold != null) {
                visitor.accept(fold);
            }
        }
    }

    /**
     * Since when (in microseconds) numbers changed because what followed told what a counter's fall was, since the last call;
     * {@link Long#MAX_VALUE} if none did.
     */
    public long takeReconsidered() {
        long from = openFalls.stream()
                .filter(SensorFold.OpenFall::isReconsidered)
                .mapToLong(SensorFold.OpenFall::since)
                .min()
                .orElse(Long.MAX_VALUE);
        openFalls.clear();
        return from;
    }

    /** Readings from this instant (in microseconds) on change nothing that was evaluated so far. */
    public long dependsUpTo() {
        return Math.max(MicroTime.of(span.to()), setting.readings().lookedUpTo());
    }

    /** Readings may have come that {@link #correct} was not told of, all of them later than those added so far. */
    public void lookAgain() {
        ahead.addAll(folds.values());
    }

    /** All folds there are, as pages to be kept; not to be changed while they are gone through. */
    public Iterable<byte[]> pages() {
        return new FoldPages(folds.values(), settingText());
    }

    private String settingText() {
        return hours.zone() + "|" + span + "|" + setting.stuckAfter() + "|" + counting.get();
    }

    /** Takes kept folds up again, those of rows that are still the same and that do not reach beyond {@code now}. */
    public void restore(byte[] page, Instant now) {
        long latest = MicroTime.of(now);
        FoldPages.read(page, settingText(), register::rowsOf, setting, fold -> {
            if (fold.at() <= latest + 1) {
                folds.put(fold.sensor(), fold);
                ahead.add(fold);
            }
        });
    }

    /** Makes the folds of all sensors and adds what came before {@code to}. */
    public void warm(Instant to) {
        register.sensors().forEach(this::fold);
        moveTo(to);
    }

    /** The year at {@code at}. */
    public YearState evaluate(Instant at, Figures figures) {
        moveTo(at);
        return evaluator.evaluate(year, at, register, figures, new Facts(at));
    }

    /** One indicator of the catalogue at {@code at}. */
    public IndicatorState evaluate(IndicatorNumber number, Instant at, Figures figures) {
        moveTo(at);
        return evaluator.evaluate(number, year, at, register, figures, new Facts(at));
    }

    /** What rows of the register that are behind a measure brought into it up to {@code at}. */
    public List<SensorShare> shares(Measure measure, List<Sensor> rows, Instant at) {
        moveTo(at);
        return evaluator.shares(measure, rows, year, at, register, new Facts(at));
    }

    private final class Facts implements SensorFacts {
        private final Instant at;

        Facts(Instant at) {
            this.at = at;
        }

        @Override
        public Contribution contribution(Sensor sensor) {
            return fold(sensor).until(at);
        }

        @Override
        public long lastHeard(Sensor sensor) {
            return fold(sensor).lastHeard();
        }
    }

    /**
     * What is known of readings behind the end of the year that tell what falls of counters were, of all rows for which that matters.
     * Everything must have been added up to there.
     */
    public LookAhead lookAhead() {
        long end = MicroTime.of(span.to());
        var following = new ArrayList<LookAhead.Following>();
        for (SensorFold fold : folds.values()) {
            Sensor row = fold.sensor();
            if (fold.openFall().isPresent() && row.validity().to().isAfter(span.to())) {
                following.add(new LookAhead.Following(
                        row.id(), row.quantity(), setting.readings().followingAsSent(row, end)));
            }
        }
        following.sort(Comparator.comparing(LookAhead.Following::sensor).thenComparing(LookAhead.Following::quantity));
        return new LookAhead(end, following);
    }

    /** What one sensor gave up to {@code at}. */
    public Contribution contribution(Sensor sensor, Instant at) {
        moveTo(at);
        return fold(sensor).until(at);
    }

    /** All that is known of these sensors up to {@code at}. Reads the year once more. */
    public List<SensorRecord> records(List<Sensor> sensors, Instant at) {
        moveTo(at);
        Map<Sensor, SensorTrace> traces = new YearTraces(setting.readings(), span, MicroTime.of(at)).of(sensors);
        var records = new ArrayList<SensorRecord>(sensors.size());
        for (Sensor sensor : sensors) {
            SensorFold fold = fold(sensor);
            SensorTrace trace = traces.get(sensor);
            if (trace == null) {
                throw new IllegalStateException("no trace of " + sensor.id());
            }
            records.add(new SensorRecord(sensor, fold.until(at), fold.lastHeard(), trace));
        }
        return records;
    }

    /** Adds what came before {@code at}. Where the clock was set back, what lies at {@code at} or later is taken off again. */
    public void moveTo(Instant at) {
        long to = Math.max(MicroTime.of(span.from()), MicroTime.of(at));
        if (to < reference) {
            folds.values().forEach(fold -> fold.correct(to));
            ahead.addAll(folds.values());
        }
        reference = to;
        Set<SensorFold> before = ahead;
        ahead = Collections.newSetFromMap(new IdentityHashMap<>());
        var slow = new ArrayList<SensorFold>();
        for (SensorFold fold : before) {
            if (fold.isQuick()) {
                advance(fold);
            } else {
                slow.add(fold);
            }
        }
        if (slow.size() > FEW) {
            readTogether(slow);
        }
        slow.forEach(this::advance);
    }

    private void advance(SensorFold fold) {
        if (fold.advance(reference)) {
            ahead.add(fold);
        }
    }

    /** Reads what the archive keeps together once, and not once for each sensor. */
    private void readTogether(List<SensorFold> slow) {
        Map<Integer, Map<Series, List<SensorFold>>> neighbours = new TreeMap<>();
        for (SensorFold fold : slow) {
            fold.onlySeries()
                    .ifPresent(series -> neighbours
                            .computeIfAbsent(series.id() / Archive.SERIES_TOGETHER, key -> new HashMap<>())
                            .computeIfAbsent(series, key -> new ArrayList<>(1))
                            .add(fold));
        }
        neighbours.values().forEach(this::readTogether);
    }

    private void readTogether(Map<Series, List<SensorFold>> bySeries) {
        long from = bySeries.values().stream()
                .flatMap(List::stream)
                .mapToLong(SensorFold::at)
                .min()
                .orElse(reference);
        setting.readings().visitAll(bySeries.keySet(), from, reference, new Offer(bySeries, reference));
        bySeries.values().forEach(together -> together.forEach(fold -> fold.close(reference)));
    }

    /** Offers readings to the folds of their series; many of one come after the other. */
    private static final class Offer implements ReadingStore.SeriesVisitor {
        private final Map<Series, List<SensorFold>> bySeries;
        private final long to;
        private @Nullable Series last;
        private List<SensorFold> takers = List.of();

        Offer(Map<Series, List<SensorFold>> bySeries, long to) {
            this.bySeries = bySeries;
            this.to = to;
        }

        @Override
        public void visit(Series series, HourCursor reading) {
            if (series != last) {
                last = series;
                takers = bySeries.getOrDefault(series, List.of());
            }
            for (SensorFold fold : takers) {
                fold.offer(reading, to);
            }
        }
    }

    private SensorFold fold(Sensor sensor) {
        SensorFold fold = folds.get(sensor);
        if (fold == null) {
            fold = new SensorFold(sensor, setting);
            folds.put(sensor, fold);
            advance(fold);
        }
        return fold;
    }
}
