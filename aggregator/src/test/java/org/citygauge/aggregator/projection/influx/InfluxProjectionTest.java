package org.citygauge.aggregator.projection.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.citygauge.aggregator.engine.TestCity;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.HandClock;
import org.citygauge.aggregator.projection.GatewayState;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.ProjectionPosition;
import org.citygauge.aggregator.projection.Rebuilding;
import org.citygauge.aggregator.projection.SensorHours;
import org.citygauge.aggregator.register.Register;
import org.citygauge.indicators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InfluxProjectionTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pace QUICK = new Pace(
            Duration.ofMillis(20),
            Duration.ofMinutes(1),
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock(NEW_YEAR.plus(Duration.ofMinutes(150)));
    private final Known known = new Known();
    private final Kept kept = new Kept();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile GatewayState gateway =
            new GatewayState(10, 1, 8, 1, 2, 3, 4096, Duration.ofMillis(1500), 5, 6, 7, 9);
    private TestCity city;
    private InfluxServer server;
    private InfluxProjection projection;

    /** What is known of 19.8 at each hour: the number of the hour in the year, unless said otherwise; 7.4 is never known. */
    private static final class Known implements HourlyStates {
        private final Map<Instant, Optional<String>> corrected = new ConcurrentSkipListMap<>();

        @Override
        public void forEach(Instant from, Instant to, Consumer<YearState> each) {
            Instant hour = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            for (; !hour.isAfter(to); hour = hour.plus(1, ChronoUnit.HOURS)) {
                long number = Duration.between(NEW_YEAR, hour).toHours();
                Optional<String> numerator = corrected.getOrDefault(hour, Optional.of(Long.toString(number)));
                each.accept(Sample.year(
                        hour, Sample.state("7.4", hour, Optional.empty()), Sample.state("19.8", hour, numerator)));
            }
        }
    }

    private static final class Kept implements ProjectionPosition {
        private volatile Instant position = NEW_YEAR;

        @Override
        public Instant load() {
            return position;
        }

        @Override
        public void save(Instant newPosition) {
            position = newPosition;
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        Optional<Path> binary = InfluxServer.binary();
        assumeTrue(
                binary.isPresent(),
                "needs influxd 2: install it from https://docs.influxdata.com/influxdb/v2/install/ or name it in CITYGAUGE_TEST_INFLUXD");
        server = new InfluxServer(binary.get(), folder);
        server.start();
        server.setUp();
        city = new TestCity(folder.resolve("city"));
        projection = project(server.bucket());
    }

    @AfterEach
    void stopServer() {
        try {
            if (projection != null) {
                projection.close();
            }
        } finally {
            if (city != null) {
                city.close();
            }
            if (server != null) {
                server.close();
            }
        }
    }

    private InfluxProjection project(Bucket bucket) {
        var readings = new SensorHours.Readings(
                city.archive(),
                city.store(),
                new CityHours(TestCity.BERLIN),
                new YearEvaluator(new Catalogue("none", Map.of(), Map.of()), TestCity.CALENDAR, 3),
                () -> city.engine().position());
        var sensors = new SensorHours(readings, () -> Register.EMPTY, "sensors", "here", clock);
        var source = new InfluxProjection.Source("dresden", known, known, sensors, Optional.empty(), () -> gateway);
        var memory = new InfluxProjection.Memory(
                kept, new Rebuilding(new MemoryNote()), (target, line, why) -> refused.add(line));
        return new InfluxProjection(bucket, source, memory, clock, QUICK);
    }

    private static Instant hour(int number) {
        return NEW_YEAR.plus(number, ChronoUnit.HOURS);
    }

    private void awaitPosition(int hours) {
        Eventually.holds(() -> kept.position.equals(hour(hours)));
    }

    private List<List<String>> hourly(String fields, String indicator) throws Exception {
        return server.query("SELECT " + fields + " FROM citygauge_indicator WHERE city='dresden' AND indicator='"
                + indicator + "'");
    }

    private List<List<String>> live(String fields) throws Exception {
        return server.query("SELECT " + fields + " FROM citygauge_indicator_live WHERE indicator='19.8'");
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    @Test
    void everyHourOfTheYearBecomesAPoint() throws Exception {
        projection.start();
        awaitPosition(2);

        assertThat(hourly("value, numerator, denominator, completeness, status", "19.8"))
                .containsExactly(
                        List.of(seconds(hour(1)), "0.25", "1", "4", "0.5", "1"),
                        List.of(seconds(hour(2)), "0.5", "2", "4", "0.5", "1"));
        assertThat(hourly("value, status", "7.4"))
                .containsExactly(List.of(seconds(hour(1)), "", "0"), List.of(seconds(hour(2)), "", "0"));
        Eventually.holds(() -> projection.lag().isZero()); // the hours of the sensors have their turn after these

        clock.advance(Duration.ofHours(1));
        awaitPosition(3);
        assertThat(hourly("value", "19.8")).hasSize(3);
    }

    @Test
    void everyMeasureBecomesAPointOfItsHourWithTheFieldsThatHaveAValue() throws Exception {
        projection.start();
        awaitPosition(2);

        String fields = "value, completeness, sensors_bound, sensors_live, sensors_never";
        assertThat(server.query("SELECT " + fields + " FROM citygauge_measure WHERE measure='above_19_8'"))
                .containsExactly(
                        List.of(seconds(hour(1)), "1", "", "3", "2", "1"),
                        List.of(seconds(hour(2)), "2", "", "3", "2", "1"));
        assertThat(server.query("SELECT " + fields + " FROM citygauge_measure WHERE measure='above_7_4'"))
                .containsExactly(
                        List.of(seconds(hour(1)), "", "", "3", "2", "1"),
                        List.of(seconds(hour(2)), "", "", "3", "2", "1"));

        known.corrected.put(hour(2), Optional.empty());
        projection.dirtyFrom(hour(1));
        Eventually.holds(() -> server.query("SELECT value FROM citygauge_measure WHERE measure='above_19_8'")
                .equals(List.of(List.of(seconds(hour(1)), "1"))));
    }

    @Test
    void howTheGatewayFaresIsWrittenEveryMinuteAndNotFilledAfterwards() throws Exception {
        projection.start();
        Instant first = clock.instant();
        String all =
                "SELECT messages_received, messages_rejected, readings_stored, readings_duplicate, readings_rejected,"
                        + " journal_pending_messages, journal_bytes, live_lag_seconds, projection_lag_seconds, sensors_live,"
                        + " sensors_silent, sensors_never, dead_letters FROM citygauge_gateway WHERE city='dresden'";
        Eventually.holds(() -> !server.query(all).isEmpty());
        assertThat(server.query(all).getFirst().subList(0, 9))
                .containsExactly(seconds(first), "10", "1", "8", "1", "2", "3", "4096", "1.5");
        assertThat(server.query(all).getFirst().subList(10, 14)).containsExactly("5", "6", "7", "9");

        awaitPosition(2);
        clock.advance(Duration.ofSeconds(50));
        server.stop();
        clock.advance(Duration.ofSeconds(20));
        Eventually.holds(() -> projection.lastError().isPresent());
        server.start();
        clock.advance(Duration.ofSeconds(60));
        Eventually.holds(() -> projection.lastError().isEmpty());
        String last = seconds(clock.instant());
        Eventually.holds(() -> server.query(all).getLast().getFirst().equals(last));

        assertThat(server.query(all))
                .as("none of the time when InfluxDB was away")
                .hasSize(2);
        assertThat(server.query(all).stream().map(List::getFirst)).doesNotContain(seconds(first.plusSeconds(70)));
    }

    @Test
    void aChangeBecomesALivePoint() throws Exception {
        projection.start();
        Instant now = clock.instant();
        projection.accept(List.of(Sample.state("19.8", now, Optional.of("3"))));

        Eventually.holds(() -> !live("value").isEmpty());
        assertThat(live("value, numerator, status")).containsExactly(List.of(seconds(now), "0.75", "3", "1"));
    }

    @Test
    void changesWithinASecondBecomeOnePoint() throws Exception {
        Instant now = clock.instant();
        projection.accept(List.of(Sample.state("19.8", now, Optional.of("3"))));
        projection.accept(List.of(Sample.state("19.8", now.plusMillis(300), Optional.of("4"))));
        projection.start();

        Eventually.holds(() -> !live("value").isEmpty());
        assertThat(live("numerator")).containsExactly(List.of(seconds(now), "4"));
    }

    @Test
    void aServerThatIsAwayIsFilledAfterwards() throws Exception {
        server.stop();
        projection.start();
        projection.accept(List.of(Sample.state("19.8", clock.instant(), Optional.of("3"))));
        Eventually.holds(() -> projection.lastError().isPresent());
        Instant newest = clock.instant().plusSeconds(10);
        projection.accept(List.of(Sample.state("19.8", newest, Optional.of("8"))));
        clock.advance(Duration.ofHours(50));
        assertThat(projection.lag()).isGreaterThan(Duration.ofHours(50));
        assertThat(kept.position).isEqualTo(NEW_YEAR);

        server.start();
        awaitPosition(52);

        assertThat(hourly("value", "19.8")).hasSize(52);
        assertThat(live("value")).contains(List.of(seconds(newest), "2"));
        Eventually.holds(() -> projection.lastError().isEmpty());
        Eventually.holds(() -> projection.lag().isZero());
    }

    @Test
    void aServerThatDoesNotKnowTheBucketOrTokenIsTriedAgain() throws Exception {
        projection.close();
        Bucket right = server.bucket();
        projection = project(new Bucket(right.url(), right.org(), right.name(), "wrong", Optional.empty()));
        projection.start();
        Eventually.holds(() -> projection.lastError().orElse("").contains("token"));
        projection.close();
        projection = project(new Bucket(right.url(), "nowhere", "none", right.token(), Optional.empty()));
        projection.start();
        Eventually.holds(() -> projection.lastError().orElse("").contains("organisation"));

        assertThat(kept.position).isEqualTo(NEW_YEAR);
        assertThat(projection.lastError().orElseThrow()).doesNotContain(right.token());
    }

    @Test
    void aBucketThatIsNotThereIsMadeWithItsRetention() throws Exception {
        Bucket right = server.bucket();
        projection.close();
        projection = project(
                new Bucket(right.url(), right.org(), "made", right.token(), Optional.of(Duration.ofDays(3_650))));
        projection.start();
        Eventually.holds(() -> kept.position.equals(hour(2)));

        assertThat(server.query("made", "s", "SELECT value FROM citygauge_indicator WHERE indicator='19.8'"))
                .hasSize(2);
        assertThat(server.get("/api/v2/buckets?org=city&name=made")).contains("\"everySeconds\": 315360000");
    }

    @Test
    void whoeverHasToMakeTheBucketIsToldHow() throws Exception {
        Bucket right = server.bucket();
        projection.close();
        projection = project(new Bucket(
                right.url(), right.org(), "missing", server.writingToken(), Optional.of(Duration.ofDays(30))));
        projection.start();
        Eventually.holds(() -> projection.lastError().isPresent());

        assertThat(projection.lastError().orElseThrow())
                .contains("influx bucket create --org city --name missing --retention 2592000s");
        assertThat(projection.counts().denied()).isPositive();
    }

    @Test
    void aTokenThatMayOnlyWriteIsEnough() throws Exception {
        Bucket right = server.bucket();
        projection.close();
        projection =
                project(new Bucket(right.url(), right.org(), right.name(), server.writingToken(), Optional.empty()));
        projection.start();
        awaitPosition(2);
        projection.dirtyFrom(hour(1));
        Eventually.holds(() -> kept.position.equals(hour(2)));

        assertThat(hourly("value", "19.8")).hasSize(2);
        assertThat(projection.lastError()).isEmpty();
    }

    @Test
    void aServerThatIsKilledGoesOnWithItsFilesAndIsFilledWithoutThem() throws Exception {
        projection.start();
        awaitPosition(2);
        server.kill();
        clock.advance(Duration.ofHours(3));
        Eventually.holds(() -> projection.counts().away() > 0);
        server.start();
        awaitPosition(5);
        assertThat(hourly("value", "19.8")).hasSize(5);
        List<List<String>> before = everything();

        server.kill();
        server.wipe();
        server.start();
        server.setUp();
        projection.rebuild(NEW_YEAR, clock.instant());
        Eventually.holds(() -> projection.rebuild().orElseThrow().isDone());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRebuildMakesWhatItWasAndTakesOutWhatDoesNotBelongThere() throws Exception {
        clock.advance(Duration.ofDays(3));
        projection.start();
        awaitPosition(74);
        List<List<String>> before = everything();
        server.write("citygauge_indicator,city=dresden,indicator=9.9 value=1.0 "
                + LineProtocol.micros(hour(30)) + "\ncitygauge_indicator,city=dresden,indicator=7.4 value=1.0 "
                + LineProtocol.micros(hour(31)) + "\ncitygauge_indicator,city=other,indicator=7.4 value=1.0 "
                + LineProtocol.micros(hour(31)));
        assertThat(everything()).isNotEqualTo(before);

        projection.rebuild(hour(20), hour(60));
        Eventually.holds(() -> projection.rebuild().orElseThrow().isDone());

        assertThat(everything()).isEqualTo(before);
        assertThat(server.query("SELECT value FROM citygauge_indicator WHERE city='other'"))
                .as("another city in the same bucket")
                .hasSize(1);
        assertThat(projection.rebuild().orElseThrow().points()).isEqualTo(40 * 4);
    }

    /** All that is written for hours, in order. */
    private List<List<String>> everything() throws Exception {
        var rows = new ArrayList<List<String>>();
        rows.addAll(server.query("SELECT * FROM citygauge_indicator WHERE city='dresden'"));
        rows.addAll(server.query("SELECT * FROM citygauge_measure WHERE city='dresden'"));
        return rows;
    }

    @Test
    void aPoisonedPointIsNamedAndTheOthersKept() throws Exception {
        // a text where our points have a number, in the shard of the week of the first of January
        server.write("citygauge_measure,city=other,measure=above_19_8 value=\"text\" "
                + LineProtocol.micros(NEW_YEAR.plusSeconds(1)));
        clock.advance(Duration.ofDays(9));
        projection.start();
        awaitPosition(9 * 24 + 2);

        assertThat(refused)
                .as("those of that measurement and shard that have a value, and no others")
                .isNotEmpty()
                .allMatch(line -> line.startsWith("citygauge_measure,city=dresden,measure=above_19_8 value="))
                .doesNotHaveDuplicates();
        assertThat(projection.counts().setAside()).isEqualTo(refused.size());
        String measure = "SELECT sensors_bound FROM citygauge_measure WHERE measure=";
        assertThat(server.query(measure + "'above_19_8'").size() + refused.size())
                .isEqualTo(9 * 24 + 2);
        assertThat(server.query(measure + "'above_7_4'")).hasSize(9 * 24 + 2);
        assertThat(hourly("value", "19.8")).as("untouched by the conflict").hasSize(9 * 24 + 2);
        assertThat(projection.again(refused.getFirst())).isTrue();
        assertThat(projection.again("citygauge_gateway,city=dresden dead_letters=1.0 1"))
                .isFalse();
    }

    @Test
    void lateDataRewritesTheHoursItConcerns() throws Exception {
        clock.advance(Duration.ofHours(40));
        projection.start();
        awaitPosition(42);

        known.corrected.put(hour(30), Optional.of("400"));
        known.corrected.put(hour(31), Optional.empty());
        projection.dirtyFrom(hour(29).plusSeconds(60));
        assertThat(kept.position).as("kept before it returns").isEqualTo(hour(29).plusSeconds(60));
        Eventually.holds(() -> projection.lag().isZero()); // the newest hours are there
        clock.advance(Duration.ofSeconds(1));
        awaitPosition(42);

        assertThat(hourly("value, status", "19.8"))
                .hasSize(42)
                .contains(
                        List.of(seconds(hour(29)), "7.25", "1"),
                        List.of(seconds(hour(30)), "100", "1"),
                        List.of(seconds(hour(31)), "", "0"),
                        List.of(seconds(hour(32)), "8", "1"),
                        List.of(seconds(hour(42)), "10.5", "1"));
    }

    @Test
    void aRewriteThatWasInterruptedGoesOnAfterARestart() throws Exception {
        clock.advance(Duration.ofHours(10));
        projection.start();
        awaitPosition(12);
        server.stop();
        known.corrected.put(hour(3), Optional.of("40"));
        projection.dirtyFrom(hour(2));
        projection.close();

        server.start();
        projection = project(server.bucket());
        projection.start();
        awaitPosition(12);

        assertThat(hourly("value", "19.8")).hasSize(12).contains(List.of(seconds(hour(3)), "10"));
    }
}
