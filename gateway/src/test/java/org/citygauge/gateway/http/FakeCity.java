package org.citygauge.gateway.http;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.citygauge.aggregator.closing.Closing;
import org.citygauge.aggregator.closing.ClosingRefused;
import org.citygauge.aggregator.closing.Reason;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.engine.Books;
import org.citygauge.aggregator.engine.DeadLetter;
import org.citygauge.aggregator.engine.Receipt;
import org.citygauge.aggregator.engine.Replay;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.SensorShare;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.live.AssetStatus;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.live.Page;
import org.citygauge.aggregator.live.RawReading;
import org.citygauge.aggregator.live.SensorStatus;
import org.citygauge.aggregator.live.YearPicture;
import org.citygauge.aggregator.live.YearStanding;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogues;
import org.citygauge.indicators.catalogue.IndicatorNumber;
import org.citygauge.indicators.measure.Measure;

/** A city whose answers are fixed, but for the indicators, which a test may change. */
final class FakeCity implements City {
    final List<Message> stored = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<IndicatorState>>> listeners = new CopyOnWriteArrayList<>();
    private volatile YearState year;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    FakeCity(SampleCity sample) {
        year = sample.year();
    }

    /** Lets every future fail from now on. */
    void failWith(RuntimeException surprise) {
        failure = Optional.of(surprise);
    }

    void changed(SampleCity sample, List<IndicatorState> changes) {
        year = sample.year();
        listeners.forEach(listener -> listener.accept(changes));
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public Future<Page<RawReading>> readings(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next) {
        return answer(new Page<>(List.of(), Optional.empty()));
    }

    @Override
    public Future<List<IndicatorState>> history(IndicatorNumber number, List<Instant> instants) {
        return answer(instants.stream()
                .map(instant -> year.indicator(number).orElseThrow())
                .toList());
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Instant yearStart(int of) {
        return LocalDate.of(of, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static final Closing CLOSED = new Closing(1, SampleCity.YEAR - 1, 1, SampleCity.AS_OF, "ann", "");

    private <T> Future<T> answer(T value) {
        return failure.<Future<T>>map(Future::failedFuture).orElseGet(() -> Future.succeededFuture(value));
    }

    @Override
    public Future<YearPicture> picture(int of) {
        var inputs = new YearInputs(
                Catalogues.iso37122(),
                new ReportingCalendar(ZoneOffset.UTC, MonthDay.of(1, 1)),
                3,
                YearEvaluator.STUCK_AFTER,
                Register.EMPTY,
                Figures.NONE);
        return answer(new YearPicture(year, inputs, List.of(), books(), Optional.empty()));
    }

    @Override
    public Future<YearPicture> picture(int of, int revision) {
        return revision == 1
                ? picture(of)
                        .map(open -> new YearPicture(
                                open.state(), open.inputs(), open.sensors(), open.books(), Optional.of(CLOSED)))
                : Future.failedFuture(new IllegalArgumentException("revision: year " + of + " has no such revision"));
    }

    @Override
    public Future<YearState> revision(int of, int revision, Optional<Instant> at) {
        return picture(of, revision).map(YearPicture::state);
    }

    @Override
    public List<Closing> closings() {
        return List.of(CLOSED);
    }

    /** The year before the running one is closed, and something came for it. */
    @Override
    public Future<YearStanding> standing(int of) {
        if (of > SampleCity.YEAR) {
            return Future.failedFuture(new IllegalArgumentException("year: " + of + " has not begun"));
        }
        boolean isClosed = of == CLOSED.year();
        var effect = new Reason.Effect(
                year.indicators().getFirst(), year.indicators().getLast());
        return answer(new YearStanding(
                year,
                isClosed,
                isClosed ? List.of(CLOSED) : List.of(),
                isClosed ? Optional.of("0".repeat(64)) : Optional.empty(),
                isClosed
                        ? List.of(new Reason(Reason.Kind.READINGS, List.of("sensor bay-1: 1"), List.of(effect)))
                        : List.of()));
    }

    @Override
    public Future<Closing> closeYear(int of, String actor) {
        return of == CLOSED.year()
                ? Future.failedFuture(new ClosingRefused("year " + of + " is closed already"))
                : answer(new Closing(2, of, 1, SampleCity.AS_OF, actor, ""));
    }

    @Override
    public Future<Closing> restate(int of, String actor, String reason) {
        return of == CLOSED.year()
                ? answer(new Closing(2, of, 2, SampleCity.AS_OF, actor, reason))
                : Future.failedFuture(new ClosingRefused("year " + of + " is not closed"));
    }

    @Override
    public YearState now() {
        return year;
    }

    @Override
    public Future<YearState> year(Optional<Integer> wanted, Optional<Instant> at) {
        if (wanted.isPresent() && at.isPresent() && yearOf(at.get()) != wanted.get()) {
            return Future.failedFuture(
                    new IllegalArgumentException(at.get() + " does not lie in the year " + wanted.get()));
        }
        return answer(new YearState(
                wanted.orElseGet(() -> at.map(this::yearOf).orElse(year.year())),
                at.orElse(year.asOf()),
                year.indicators(),
                year.measures()));
    }

    @Override
    public int yearOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }

    @Override
    public Runnable onChange(Consumer<List<IndicatorState>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Books books() {
        var http = new Books.SourceBooks(
                new Books.Messages(4, 3, Map.of("malformed", 1L), 0),
                new Books.Readings(5, 3, 1, Map.of("future", 1L)));
        var listener =
                new Books.SourceBooks(new Books.Messages(6, 4, Map.of(), 2), new Books.Readings(5, 5, 0, Map.of()));
        return new Books(
                new Books.Messages(10, 7, Map.of("malformed", 1L), 2),
                new Books.Readings(10, 8, 1, Map.of("future", 1L)),
                Map.of("http", http, "listener", listener));
    }

    @Override
    public Future<Receipt> store(Message message) {
        stored.add(message);
        return answer(new Receipt(4, 2, 1, Map.of("future", 1L)));
    }

    @Override
    public Future<Page<SensorStatus>> sensors(Optional<SensorStatus.State> state, int limit, Optional<String> next) {
        var all = new ArrayList<SensorStatus>();
        for (SensorStatus.State each : SensorStatus.State.values()) {
            all.add(sensor("sensor-" + each.code(), each));
        }
        int from = next.map(Integer::parseInt).orElse(0);
        List<SensorStatus> matching = all.stream()
                .filter(sensor -> state.isEmpty() || sensor.state() == state.get())
                .toList();
        int to = Math.min(matching.size(), from + limit);
        return answer(new Page<>(
                matching.subList(from, to),
                to < matching.size() ? Optional.of(Integer.toString(to)) : Optional.empty()));
    }

    private static SensorStatus sensor(String id, SensorStatus.State state) {
        boolean registered = state != SensorStatus.State.UNREGISTERED;
        boolean heard = state != SensorStatus.State.NEVER;
        return new SensorStatus(
                id,
                registered ? Optional.of("garage-1") : Optional.empty(),
                "occupied",
                registered ? Optional.of("{space}") : Optional.empty(),
                registered ? Optional.of("state") : Optional.empty(),
                heard ? Optional.of(SampleCity.AS_OF) : Optional.empty(),
                heard ? Decimal.parse("21.75") : Optional.empty(),
                heard ? Optional.of(SampleCity.AS_OF.plusSeconds(1)) : Optional.empty(),
                state);
    }

    @Override
    public Future<List<SensorStatus>> sensor(String id) {
        return answer(id.equals("unheard/of") ? List.of() : List.of(sensor(id, SensorStatus.State.LIVE)));
    }

    @Override
    public Future<List<SensorYear>> summary(String sensor, Optional<Integer> wanted) {
        return answer(
                sensor.equals(SampleCity.BAY.id())
                        ? List.of(new SensorYear(SampleCity.BAY, wanted.orElse(SampleCity.YEAR), given()))
                        : List.of());
    }

    @Override
    public Future<List<SensorShare>> shares(Measure measure, List<Sensor> rows, int year) {
        return answer(rows.stream()
                .map(row -> new SensorShare(row, given(), true, SampleCity.value("24.5")))
                .toList());
    }

    private static Contribution given() {
        var point = new Contribution.Point(SampleCity.AS_OF, new BigDecimal("21.75"));
        return new Contribution(
                3,
                new BigDecimal("60.25"),
                SampleCity.value("17.5"),
                SampleCity.value("21.75"),
                BigDecimal.ZERO,
                Map.of(BigDecimal.ONE, new Contribution.Stay(Duration.ofMinutes(90), 2)),
                Optional.of(point),
                Optional.of(point),
                3,
                4,
                Map.of(Flag.GLITCH, 1L));
    }

    @Override
    public Future<Page<AssetStatus>> assets(
            Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> next) {
        var garage = new Asset("garage-1", "parking_facility", "Old Market", Map.of("weight", "24"), Span.ALWAYS);
        var bike = new Asset("rack-1", "bicycle_rack", "", Map.of(), Span.ALWAYS);
        return answer(new Page<>(
                List.of(
                        new AssetStatus(garage, true, Optional.of(SampleCity.AS_OF)),
                        new AssetStatus(bike, false, Optional.empty())),
                Optional.empty()));
    }

    @Override
    public Future<Page<DeadLetter>> deadLetters(Optional<String> reason, int limit, Optional<String> next) {
        return answer(new Page<>(
                List.of(new DeadLetter(
                        7,
                        SampleCity.AS_OF,
                        "listener",
                        "city/sample/parking/bay-1",
                        "malformed",
                        "no valid JSON: unexpected end of input",
                        "{\"value\":".getBytes(StandardCharsets.UTF_8))),
                Optional.of("7")));
    }

    @Override
    public Future<Replay> replay(long deadLetter) {
        return deadLetter == 7
                ? answer(new Replay(1, 0))
                : Future.failedFuture(new NoSuchElementException("no dead letter " + deadLetter));
    }

    @Override
    public Future<Replay> replayAll(Optional<String> reason) {
        return answer(new Replay(2, 3));
    }
}
