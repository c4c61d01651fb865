package org.citygauge.aggregator.hour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.TreeSet;
import org.citygauge.aggregator.reading.MicroTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityHoursTest {
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2025-03-30, 23",
        "Europe/Berlin, 2025-10-26, 25",
        "Europe/Berlin, 2025-07-01, 24",
        "Asia/Kolkata, 2025-03-30, 24",
        "Asia/Kathmandu, 2025-03-30, 24",
        "America/St_Johns, 2025-03-09, 23"
    })
    void daysHaveAsManyHoursAsTheCitysClockShows(String zone, LocalDate day, int expected) {
        var hours = new CityHours(ZoneId.of(zone));
        long start = MicroTime.of(day.atStartOfDay(ZoneId.of(zone)).toInstant());
        long end = MicroTime.of(day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant());
        var seen = new TreeSet<Long>();
        for (long at = start; at < end; at += 60_000_000) {
            seen.add(hours.hourOf(at));
        }
        assertThat(seen).hasSize(expected);
        assertThat(seen.first()).isEqualTo(start / 1_000_000);
        assertThat(hours.endOf(end - 1)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "UTC"
            })
    void anHourHoldsItsInstantsAndTheNextBeginsWhereItEnds(String zone) {
        var hours = new CityHours(ZoneId.of(zone));
        var random = new Random(3);
        long from = MicroTime.of(Instant.parse("2001-01-01T00:00:00Z"));
        long span = MicroTime.of(Instant.parse("2040-01-01T00:00:00Z")) - from;
        for (int i = 0; i < 5_000; i++) {
            long at = from + (long) (random.nextDouble() * span);
            long hour = hours.hourOf(at);
            long end = hours.endOf(at);
            assertThat(hour * 1_000_000).isLessThanOrEqualTo(at);
            assertThat(end).isGreaterThan(at);
            assertThat(hours.hourOf(end - 1)).isEqualTo(hour);
            assertThat(hours.hourOf(end)).isGreaterThan(hour);
        }
    }

    @Test
    void everyHourStartsWhereTheOneBeforeEnds() {
        var hours = new CityHours(ZoneId.of("Australia/Lord_Howe"));
        long start = hours.startOf(1_743_800_000_000_000L); // half an hour is had twice on 2025-04-06
        for (int i = 0; i < 100; i++) {
            long end = hours.endOf(start);
            assertThat(hours.startOf(end - 1)).isEqualTo(start);
            assertThat(hours.startOf(end)).isEqualTo(end);
            start = end;
        }
    }

    @Test
    void theHourThatIsShownTwiceInAutumnIsTwoHours() {
        var hours = new CityHours(ZoneId.of("Europe/Berlin"));
        long first = hours.hourOf(MicroTime.of(Instant.parse("2025-10-26T00:30:00Z")));
        long second = hours.hourOf(MicroTime.of(Instant.parse("2025-10-26T01:30:00Z")));
        assertThat(second - first).isEqualTo(3600);
    }
}
