package org.citygauge.aggregator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guards promise 5 (time is the sensor's time, on the city's clock): days of 23, 24, 24½ and 25 hours, zones of odd offsets, fiscal
 * and leap years. And the lesson that windows by {@code now()} lose late data (influxdb#9571, #17323; telegraf#18257).
 */
class CityTimeTest {
    @TempDir
    Path folder;

    private static Sensor row(SensorKind kind, Duration interval, Span validity) {
        return new Sensor(
                "s",
                "asset",
                "",
                new Unit("1"),
                kind,
                interval,
                validity,
                Sensor.Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ReportingCalendar calendar(String zone, String firstDay) {
        return new ReportingCalendar(ZoneId.of(zone), MonthDay.parse("--" + firstDay));
    }

    private static Span day(String zone, LocalDate day) {
        ZoneId clock = ZoneId.of(zone);
        return new Span(
                day.atStartOfDay(clock).toInstant(),
                day.plusDays(1).atStartOfDay(clock).toInstant());
    }

    private static Contribution of(TestCity city, Sensor row, int year, Instant at) {
        var register = new Register(List.of(TestCity.asset("asset")), List.of(row), Set.of());
        return city.folds(register, year).contribution(row, at);
    }

    /** A sensor that is valid for one day: its slots are the hours of that day, and those are what the city's clock shows. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2025-03-30, 23",
        "Europe/Berlin, 2025-10-26, 25",
        "Europe/Berlin, 2024-02-29, 24",
        "Asia/Kolkata, 2025-03-30, 24",
        "Asia/Kathmandu, 2025-03-30, 24",
        "Australia/Lord_Howe, 2025-10-05, 23",
        "Australia/Lord_Howe, 2025-04-06, 24",
        "America/Sao_Paulo, 2012-10-21, 23"
    })
    void aDayHasAsManySlotsAsWholeHours(String zone, LocalDate date, int expected) {
        Span day = day(zone, date);
        ReportingCalendar calendar = calendar(zone, "01-01");
        try (var city = new TestCity(folder, calendar)) {
            for (Instant at = day.from(); at.isBefore(day.to()); at = at.plus(Duration.ofMinutes(10))) {
                city.take(day.to(), "s," + at + ",1");
            }
            Contribution given = of(
                    city,
                    row(SensorKind.AMOUNT, Duration.ofMinutes(10), day),
                    date.getYear(),
                    calendar.span(date.getYear()).to());
            long minutes = Duration.between(day.from(), day.to()).toMinutes();
            assertThat(given.count()).isEqualTo(minutes / 10);
            // the half hour more of a day of 24½ hours is a slot, as it holds a reading
            assertThat(given.expectedSlots()).isEqualTo(expected + (minutes % 60 == 0 ? 0 : 1));
            assertThat(given.filledSlots()).isEqualTo(given.expectedSlots());
        }
    }

    @Test
    void aLeapYearHasADayMoreToBeHeard() {
        try (var city = new TestCity(folder)) {
            Sensor row = row(SensorKind.GAUGE, Duration.ofHours(1), Span.ALWAYS);
            assertThat(city.contribution(row, 2024).expectedSlots()).isEqualTo(366 * 24);
            assertThat(city.contribution(row, 2025).expectedSlots()).isEqualTo(365 * 24);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 07-01, 2025-06-30T21:59:59.999999Z, 2025-06-30T22:00:00Z",
        "Europe/London, 04-06, 2025-04-05T22:59:59.999999Z, 2025-04-05T23:00:00Z",
        "Asia/Kolkata, 04-01, 2025-03-31T18:29:59.999999Z, 2025-03-31T18:30:00Z",
        "Australia/Lord_Howe, 07-01, 2025-06-30T13:29:59.999999Z, 2025-06-30T13:30:00Z"
    })
    void theFirstMicrosecondOfAFiscalYearBelongsToItAndTheOneBeforeDoesNot(
            String zone, String firstDay, Instant last, Instant first) {
        try (var city = new TestCity(folder, calendar(zone, firstDay))) {
            city.take(first, "s," + last + ",1", "s," + first + ",10");
            Sensor row = row(SensorKind.AMOUNT, Duration.ofHours(1), Span.ALWAYS);
            assertThat(city.contribution(row, 2024).sum()).isEqualByComparingTo("1");
            assertThat(city.contribution(row, 2025).sum()).isEqualByComparingTo("10");
        }
    }

    @Test
    void aReadingAtTheReferenceDoesNotCount() {
        Instant noon = Instant.parse("2025-06-01T12:00:00Z");
        Sensor row = row(SensorKind.AMOUNT, Duration.ofHours(1), Span.ALWAYS);
        try (var city = new TestCity(folder)) {
            city.take(noon, "s,2025-06-01T11:59:59.999999Z,1", "s,2025-06-01T12:00:00Z,10");
            assertThat(of(city, row, 2025, noon).sum()).isEqualByComparingTo("1");
            assertThat(of(city, row, 2025, noon.plusNanos(1000)).sum()).isEqualByComparingTo("11");
        }
    }

    /** Of any age: what comes late counts where it belongs, and everything after is as if it had been in time. */
    @Test
    void whatComesYearsLateCountsInItsHourAndItsYear() {
        Instant now = Instant.parse("2026-06-01T00:00:00Z");
        Sensor amounts = row(SensorKind.AMOUNT, Duration.ofHours(1), Span.ALWAYS);
        Sensor counts = row(SensorKind.COUNTER, Duration.ofHours(1), Span.ALWAYS);
        try (var city = new TestCity(folder)) {
            city.take(now, "s,2026-01-05T00:00:00Z,50");
            city.engine().commit(true);
            assertThat(city.contribution(counts, 2026).growth()).isZero();
            city.take(now, "s,2003-07-01T00:00:00Z,20", "s,2025-07-01T00:00:00Z,30");
            assertThat(city.contribution(amounts, 2003).sum()).isEqualByComparingTo("20");
            assertThat(city.contribution(counts, 2025).growth()).isEqualByComparingTo("10");
            assertThat(city.contribution(counts, 2026).growth()).isEqualByComparingTo("20");
        }
    }

    /** Sums that follow a clock that is set forward and back are those of each instant, as if the clock had never been elsewhere. */
    @Test
    void whereTheClockIsSetBackTheSumsGoBackWithIt() {
        Sensor row = row(SensorKind.COUNTER, Duration.ofMinutes(5), Span.ALWAYS);
        var register = new Register(List.of(TestCity.asset("asset")), List.of(row), Set.of());
        Instant start = Instant.parse("2025-03-30T00:00:00Z");
        var random = new Random(5);
        try (var city = new FollowedCity(
                folder,
                TestCity.CALENDAR,
                2025,
                start,
                register,
                new Catalogue("none", java.util.Map.of(), java.util.Map.of()),
                random)) {
            for (int i = 0; i < 200; i++) {
                Instant at = start.plus(Duration.ofMinutes(i * 5L));
                BigDecimal value = BigDecimal.valueOf(random.nextInt(9) == 0 ? 0 : i);
                city.take(new Sent("s", "", Optional.of(at), at, value.toString(), "", "", 0));
            }
            for (int i = 0; i < 40; i++) {
                Instant now = start.plus(Duration.ofSeconds(random.nextInt(60_000)));
                city.now(now);
                assertThat(city.folds().contribution(row, now))
                        .as("at %s", now)
                        .isEqualTo(of(city.city(), row, 2025, now));
            }
        }
    }
}
