package org.citygauge.aggregator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import org.citygauge.aggregator.register.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards promise 5: years are those of the city's calendar, whatever its clock does and wherever they begin. */
class ReportingCalendarTest {
    private static ReportingCalendar calendar(String zone, String firstDay) {
        return new ReportingCalendar(ZoneId.of(zone), MonthDay.parse("--" + firstDay));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 01-01, 2024, 2023-12-31T23:00:00Z, 366",
        "Europe/Berlin, 01-01, 2025, 2024-12-31T23:00:00Z, 365",
        "Europe/Berlin, 07-01, 2024, 2024-06-30T22:00:00Z, 365",
        "Europe/Berlin, 07-01, 2023, 2023-06-30T22:00:00Z, 366",
        "Europe/London, 04-06, 2025, 2025-04-05T23:00:00Z, 365",
        "Asia/Kolkata, 04-01, 2025, 2025-03-31T18:30:00Z, 365",
        "Asia/Kathmandu, 07-16, 2025, 2025-07-15T18:15:00Z, 365",
        "Australia/Lord_Howe, 07-01, 2025, 2025-06-30T13:30:00Z, 365",
        "America/Sao_Paulo, 10-21, 2012, 2012-10-21T03:00:00Z, 365"
    })
    void aYearIsFromMidnightToMidnightInTheCity(String zone, String firstDay, int year, Instant from, int days) {
        Span span = calendar(zone, firstDay).span(year);
        assertThat(span.from()).isEqualTo(from);
        assertThat(Duration.between(
                        span.from().atZone(ZoneId.of(zone)).toLocalDate().atStartOfDay(),
                        span.to().atZone(ZoneId.of(zone)).toLocalDate().atStartOfDay()))
                .isEqualTo(Duration.ofDays(days));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 01-01", "Asia/Kolkata, 04-01", "Australia/Lord_Howe, 07-01", "Europe/Berlin, 12-31"})
    void everyInstantLiesInExactlyTheYearThatSaysSo(String zone, String firstDay) {
        ReportingCalendar calendar = calendar(zone, firstDay);
        for (LocalDate day = LocalDate.of(2019, 1, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            Instant midnight = day.atStartOfDay(ZoneId.of(zone)).toInstant();
            for (Instant instant : new Instant[] {midnight.minusNanos(1000), midnight, midnight.plusNanos(1000)}) {
                assertThat(calendar.span(calendar.yearOf(instant)).contains(instant))
                        .as("%s", instant)
                        .isTrue();
            }
        }
    }

    @Test
    void theReferenceIsNowUntilTheYearIsOver() {
        ReportingCalendar calendar = calendar("Europe/Berlin", "01-01");
        Instant now = Instant.parse("2025-06-01T00:00:00Z");
        assertThat(calendar.reference(2025, now)).isEqualTo(now);
        assertThat(calendar.reference(2024, now)).isEqualTo(calendar.span(2024).to());
        assertThat(calendar.reference(2024, calendar.span(2024).to()))
                .isEqualTo(calendar.span(2024).to());
    }
}
