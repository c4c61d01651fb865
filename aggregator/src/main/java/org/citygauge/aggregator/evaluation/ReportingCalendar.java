package org.citygauge.aggregator.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import org.citygauge.aggregator.register.Span;

/**
 * The reporting years of a city: from midnight to midnight in its zone, named by the year of their first day.
 *
 * @param firstDay the day a year begins on
 */
public record ReportingCalendar(ZoneId zone, MonthDay firstDay) {
    public Span span(int year) {
        return new Span(start(year), start(year + 1));
    }

    private Instant start(int year) {
        return firstDay.atYear(year).atStartOfDay(zone).toInstant();
    }

    /** The year that {@code instant} lies in. */
    public int yearOf(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return day.isBefore(firstDay.atYear(day.getYear())) ? day.getYear() - 1 : day.getYear();
    }

    /**
     * The instant a year is evaluated for: its end, or {@code now} if that is earlier.
     *
     * @throws IllegalArgumentException if the year has not begun
     */
    public Instant reference(int year, Instant now) {
        Span span = span(year);
        if (now.isBefore(span.from())) {
            throw new IllegalArgumentException("year " + year + " has not begun");
        }
        return now.isBefore(span.to()) ? now : span.to();
    }
}
