package org.citygauge.aggregator.closing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.ClosedTimes;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Span;

/** The closings of a city so far, and the times they closed. Immutable. */
public record ClosedYears(List<Known> known) {
    public static final ClosedYears NONE = new ClosedYears(List.of());

    /** A closing and the time it closed. */
    public record Known(Closing closing, Span span) {}

    public ClosedYears {
        known = List.copyOf(known);
        for (int at = 0; at < known.size(); at++) {
            if (known.get(at).closing.number() != at + 1) {
                throw new IllegalArgumentException("closings out of order: " + known);
            }
        }
    }

    /** Those that are kept. Blocks. */
    public static ClosedYears of(Closings closings) {
        return new ClosedYears(closings.all().stream()
                .map(closing -> new Known(closing, closings.span(closing)))
                .toList());
    }

    public ClosedYears with(Closing closing, Span span) {
        var more = new ArrayList<>(known);
        more.add(new Known(closing, span));
        return new ClosedYears(more);
    }

    /** The number of the next closing. */
    public int next() {
        return known.size() + 1;
    }

    /** Every revision of a year, in order; empty while it is open. */
    public List<Closing> of(int year) {
        return known.stream()
                .map(Known::closing)
                .filter(closing -> closing.year() == year)
                .toList();
    }

    /** The revision of a year that holds; empty while it is open. */
    public Optional<Closing> inForce(int year) {
        List<Closing> all = of(year);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Where readings belong, and which count where. */
    public ClosedTimes times() {
        return new ClosedTimes(known.stream()
                .map(one -> new ClosedTimes.Closed(
                        one.closing.number(), MicroTime.of(one.span.from()), MicroTime.of(one.span.to())))
                .toList());
    }
}
