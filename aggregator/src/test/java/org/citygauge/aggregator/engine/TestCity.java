package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ClosedTimes;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearFolds;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.aggregator.reading.RejectedReading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Unit;

/**
 * An engine over a real archive in a folder, fed with lines {@code sensor,time,value[,id[,revision[,unit[,quantity]]]]}; where the
 * time is empty it is that of the receipt.
 */
public final class TestCity implements AutoCloseable {
    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final ReportingCalendar CALENDAR = new ReportingCalendar(BERLIN, MonthDay.of(1, 1));

    private final Path folder;
    private final ReportingCalendar calendar;
    private final CityHours hours;
    private final ReadingStore.Room room;
    private SqliteArchive archive;
    private ReadingStore store;
    private Engine engine;
    private final List<ClosedTimes.Closed> closings = new ArrayList<>();

    public TestCity(Path folder) {
        this(folder, CALENDAR);
    }

    public TestCity(Path folder, ReportingCalendar calendar) {
        this(folder, calendar, new ReadingStore.Room(1_000_000, 2_000_000));
    }

    TestCity(Path folder, ReportingCalendar calendar, ReadingStore.Room room) {
        this.folder = folder;
        this.calendar = calendar;
        this.room = room;
        hours = new CityHours(calendar.zone());
        archive = SqliteArchive.open(folder, 1 << 20);
        Archive.Opening opening = archive.opening();
        store = new ReadingStore(archive, hours, room);
        engine = engine(opening);
    }

    private Engine engine(Archive.Opening opening) {
        return new Engine(
                archive,
                opening,
                store,
                TestCity::decode,
                new AdmissionRules(Instant.parse("2000-01-01T00:00:00Z"), AdmissionRules.TOLERANCE, 1000));
    }

    /** Closes and opens again, as after a crash when nothing was committed since. */
    public void restart() {
        archive.close();
        archive = SqliteArchive.open(folder, 1 << 20);
        Archive.Opening opening = archive.opening();
        store = new ReadingStore(archive, hours, room);
        store.closed(new ClosedTimes(closings));
        engine = engine(opening);
    }

    /** Closes a year, once more if it was closed; what was taken in is safe then. The number of the closing. */
    public int closeYear(int year) {
        engine.commit(false);
        Span span = calendar.span(year);
        closings.add(new ClosedTimes.Closed(closings.size() + 1, MicroTime.of(span.from()), MicroTime.of(span.to())));
        store.closed(new ClosedTimes(closings));
        return closings.size();
    }

    /** A year as one closing has it, or would if it were made now. Nothing is added to the sums yet. */
    public YearFolds closedYear(Register register, int year, int closing, LookAhead lookAhead, Catalogue catalogue) {
        Generations counting =
                store.closed().asOf(closing, MicroTime.of(calendar.span(year).from()));
        return new YearFolds(
                store, hours, new YearEvaluator(catalogue, calendar, 3), year, register, () -> counting, lookAhead);
    }

    public Engine engine() {
        return engine;
    }

    public ReadingStore store() {
        return store;
    }

    public Archive archive() {
        return archive;
    }

    /** Takes one message in, received at {@code receipt}. */
    public Receipt take(Instant receipt, String... lines) {
        var entry = new Entry(
                new Message("listener", "t", String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
                MicroTime.of(receipt));
        var receipts = new ArrayList<Receipt>();
        engine.take(
                new Batch(List.of(entry), new Position(engine.position().value() + 1)),
                (taken, position, its) -> receipts.add(its));
        return receipts.getFirst();
    }

    public static Decoded decode(Entry entry) {
        String text = new String(entry.message().payload(), StandardCharsets.UTF_8);
        if (text.startsWith("!")) {
            return new Decoded.Rejected(RejectedMessage.MALFORMED, "starts with !");
        }
        return new Decoded.Readings(
                text.lines().map(line -> line(line, entry.receiptMicros())).toList());
    }

    private static Decoded.Outcome line(String line, long receiptMicros) {
        String[] parts = line.split(",", -1);
        Optional<Decimal> value = Decimal.parse(parts[2]);
        return value.isEmpty()
                ? new Decoded.Bad(RejectedReading.NOT_A_NUMBER, parts[2])
                : new Decoded.Good(new Reading(
                        new SeriesKey(parts[0], parts.length > 6 ? parts[6] : ""),
                        parts[1].isEmpty() ? receiptMicros : MicroTime.of(Instant.parse(parts[1])),
                        value.get(),
                        parts.length > 5 ? parts[5] : "",
                        parts.length > 3 ? parts[3] : "",
                        parts.length > 4 && !parts[4].isEmpty() ? Long.parseLong(parts[4]) : 0,
                        parts[1].isEmpty()));
    }

    /** What {@code sensor} gave in {@code year} up to its end. */
    public Contribution contribution(Sensor sensor, int year) {
        return contribution(sensor, year, calendar.span(year).to());
    }

    public Contribution contribution(Sensor sensor, int year, Instant at) {
        var register = new Register(List.of(asset(sensor.asset())), List.of(sensor), Set.of());
        return folds(register, year).contribution(sensor, at);
    }

    /** Nothing is added to them yet. */
    public YearFolds folds(Register register, int year) {
        return folds(register, year, new Catalogue("none", Map.of(), Map.of()));
    }

    public YearFolds folds(Register register, int year, Catalogue catalogue) {
        return new YearFolds(store, hours, new YearEvaluator(catalogue, calendar, 3), year, register);
    }

    public static Asset asset(String id) {
        return new Asset(id, "thing", "", Map.of(), Span.ALWAYS);
    }

    public static Sensor sensor(String id, SensorKind kind) {
        return sensor(id, kind, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Sensor sensor(
            String id,
            SensorKind kind,
            Optional<BigDecimal> opening,
            Optional<BigDecimal> rollover,
            Optional<Duration> hold) {
        return new Sensor(
                id,
                "asset",
                "",
                new Unit("kW.h"),
                kind,
                Duration.ofHours(1),
                Span.ALWAYS,
                Sensor.Limits.NONE,
                opening,
                rollover,
                hold);
    }

    @Override
    public void close() {
        archive.close();
    }
}
