package org.citygauge.gateway.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;

/** The instants of a history: from the first on, step by step on the city's clock, so that a day may have 23 or 25 hours. */
final class HistorySteps {
    static final int MOST = 10_000;

    private HistorySteps() {}

    /** @param step such as PT15M, P1D or P1M */
    static List<Instant> of(Instant from, Instant to, String step, ZoneId zone) {
        TemporalAmount amount = amount(step);
        ZonedDateTime start = from.atZone(zone);
        var instants = new ArrayList<Instant>();
        Instant next = from;
        while (!next.isAfter(to)) {
            if (instants.size() == MOST) {
                throw Problem.parameter(
                        "step", "from " + from + " to " + to + " are more than " + MOST + " steps of " + step + ".");
            }
            instants.add(next);
            next = after(start, amount, instants.size());
        }
        return instants;
    }

    private static Instant after(ZonedDateTime start, TemporalAmount step, int times) {
        try {
            return switch (step) {
                case Period period -> start.plus(period.multipliedBy(times)).toInstant();
                case Duration duration -> start.toInstant().plus(duration.multipliedBy(times));
                default -> throw new IllegalStateException("no step: " + step);
            };
        } catch (DateTimeException | ArithmeticException beyondAnyCalendar) {
            return Instant.MAX;
        }
    }

    private static TemporalAmount amount(String text) {
        try {
            if (text.contains("T")) {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
                    return duration;
                }
            } else {
                Period period = Period.parse(text);
                if (!period.isNegative() && !period.isZero()) {
                    return period;
                }
            }
        } catch (DateTimeException | ArithmeticException none) {
            // told below
        }
        throw Problem.parameter("step", "\"" + text + "\" is no step of a minute or more such as PT1H, P1D or P1M.");
    }
}
