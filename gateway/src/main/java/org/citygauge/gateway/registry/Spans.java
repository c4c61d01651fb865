package org.citygauge.gateway.registry;

import java.time.Instant;
import java.time.ZoneId;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.table.Row;

/** Spans of days, from a midnight to a midnight in the city's zone. */
final class Spans {
    private Spans() {}

    /** From the day in the one column up to, without it, the day in the other; an empty one is open. */
    static Span read(Row row, String fromColumn, String toColumn, ZoneId zone) {
        Instant from = row.midnight(fromColumn, zone).orElse(Instant.MIN);
        Instant to = row.midnight(toColumn, zone).orElse(Instant.MAX);
        if (from.isBefore(to)) {
            return new Span(from, to);
        }
        row.problem(
                toColumn,
                row.text(toColumn) + " is not after " + fromColumn + " " + row.text(fromColumn)
                        + "; it names the first day that no longer counts");
        return Span.ALWAYS;
    }
}
