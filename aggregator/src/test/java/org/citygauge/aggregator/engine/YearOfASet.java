package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.SensorFacts;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of the contract, written down as plainly as can be: everything that was ever sent in one list, sorted, for each
 * question again.
 */
final class YearOfASet implements SensorFacts {
    private static final Map<String, String> KILOWATT_HOURS =
            Map.of("", "1", "kW.h", "1", "kWh", "1", "Wh", "0.001", "W.h", "0.001", "MWh", "1000");

    private final List<Sent> sent;
    private final Register register;
    private final Span year;
    private final Instant reference;

    YearOfASet(List<Sent> sent, Register register, Span year, Instant reference) {
        this.sent = sent;
        this.register = register;
        this.year = year;
        this.reference = reference;
    }

    /** What holds of one identity. */
    private record Point(
            long micros, String id, String quantity, BigDecimal sent, String unit, boolean conflict, boolean ours) {
        boolean fits() {
            return KILOWATT_HOURS.containsKey(unit);
        }

        BigDecimal value() {
            return sent.multiply(new BigDecimal(KILOWATT_HOURS.getOrDefault(unit, "0")));
        }
    }

    @Override
    public long lastHeard(Sensor row) {
        List<Point> heard = before(points(row), end(row));
        return heard.isEmpty() ? Long.MIN_VALUE : heard.getLast().micros;
    }

    @Override
    public Contribution contribution(Sensor row) {
        long start = Math.max(MicroTime.of(year.from()), micros(row.validity().from()));
        List<Point> all = points(row);
        List<Point> fitting = all.stream().filter(Point::fits).toList();
        List<Point> known = before(fitting, end(row));
        List<Point> counted =
                known.stream().filter(point -> point.micros >= start).toList();
        var flags = new EnumMap<Flag, Long>(Flag.class);
        raise(
                flags,
                Flag.CONFLICTING_VALUES,
                counted.stream().filter(Point::conflict).count());
        raise(flags, Flag.RECEIPT_TIME, counted.stream().filter(Point::ours).count());
        raise(
                flags,
                Flag.UNIT_INCOMPATIBLE,
                before(all, end(row)).stream()
                        .filter(point -> point.micros >= start && !point.fits())
                        .count());
        BigDecimal growth = row.kind() == SensorKind.COUNTER ? growth(row, fitting, start, flags) : BigDecimal.ZERO;
        long slot = Math.max(3_600_000_000L, row.expectedInterval().toNanos() / 1000);
        var filled = counted.stream()
                .map(point -> (point.micros - start) / slot)
                .collect(Collectors.toCollection(TreeSet::new));
        long ended = Math.max(0, end(row) - start) / slot;
        return new Contribution(
                counted.size(),
                counted.stream().map(Point::value).reduce(BigDecimal.ZERO, BigDecimal::add),
                counted.stream().map(Point::value).min(Comparator.naturalOrder()),
                counted.stream().map(Point::value).max(Comparator.naturalOrder()),
                growth,
                row.kind() == SensorKind.STATE ? stays(row, known, start) : Map.of(),
                counted.stream().findFirst().map(YearOfASet::point),
                counted.isEmpty() ? Optional.empty() : Optional.of(point(counted.getLast())),
                filled.size(),
                ended + (filled.contains(ended) ? 1 : 0),
                flags);
    }

    private static void raise(Map<Flag, Long> flags, Flag flag, long times) {
        if (times > 0) {
            flags.merge(flag, times, Long::sum);
        }
    }

    private static Contribution.Point point(Point point) {
        return new Contribution.Point(MicroTime.instant(point.micros), point.value());
    }

    private static long micros(Instant instant) {
        return instant.equals(Instant.MIN)
                ? Long.MIN_VALUE
                : instant.equals(Instant.MAX) ? Long.MAX_VALUE : MicroTime.of(instant);
    }

    private long end(Sensor row) {
        return Math.min(MicroTime.of(reference), micros(row.validity().to()));
    }

    private static List<Point> before(List<Point> points, long end) {
        return points.stream().filter(point -> point.micros < end).toList();
    }

    /** Everything a row ever speaks for, each identity once, in order. */
    private List<Point> points(Sensor row) {
        boolean onlyQuantity = register.rowsOf(row.id()).stream()
                        .map(Sensor::quantity)
                        .distinct()
                        .count()
                == 1;
        Map<String, List<Sent>> byIdentity = sent.stream()
                .filter(one -> one.sensor().equals(row.id()))
                .filter(one -> one.quantity().equals(row.quantity())
                        || (onlyQuantity && one.quantity().isEmpty()))
                .filter(one -> one.micros() >= micros(row.validity().from())
                        && one.micros() < micros(row.validity().to()))
                .collect(Collectors.groupingBy(
                        one -> one.quantity() + "|" + one.micros() + "|" + one.id(),
                        TreeMap::new,
                        Collectors.toList()));
        var points = new ArrayList<Point>();
        byIdentity.values().forEach(same -> points.add(holds(same)));
        points.sort(Comparator.comparingLong(Point::micros)
                .thenComparing(Point::id)
                .thenComparing(Point::sent)
                .thenComparing(Point::quantity, Comparator.reverseOrder()));
        return points;
    }

    private static Point holds(List<Sent> same) {
        Sent best = same.stream()
                .max(Comparator.comparingLong(Sent::revision)
                        .thenComparing(Sent::number)
                        .thenComparing(Sent::unit))
                .orElseThrow();
        boolean conflict = same.stream()
                .anyMatch(one -> one.number().compareTo(best.number()) != 0
                        || !one.unit().equals(best.unit()));
        return new Point(
                best.micros(),
                best.id(),
                best.quantity(),
                best.number(),
                best.unit(),
                conflict,
                same.stream().allMatch(one -> one.time().isEmpty()));
    }

    /** Readings at the reference instant or later are nothing that counts, but tell what a fall before it was. */
    private BigDecimal growth(Sensor row, List<Point> points, long start, Map<Flag, Long> flags) {
        BigDecimal growth = BigDecimal.ZERO;
        @Nullable BigDecimal before = row.opening().orElse(null);
        for (int i = 0; i < before(points, end(row)).size(); i++) {
            BigDecimal value = points.get(i).value();
            boolean counts = points.get(i).micros >= start;
            BigDecimal from = before == null ? value : before;
            BigDecimal by = value.subtract(from);
            if (by.signum() < 0) {
                if (points.subList(i + 1, Math.min(points.size(), i + 4)).stream()
                        .anyMatch(later -> later.value().compareTo(from) >= 0)) {
                    raise(flags, Flag.GLITCH, counts ? 1 : 0);
                    continue;
                }
                BigDecimal top = row.rollover().orElse(BigDecimal.ZERO);
                boolean rolls = row.rollover().isPresent()
                        && from.compareTo(top.multiply(new BigDecimal("0.9"))) >= 0
                        && value.compareTo(top.multiply(new BigDecimal("0.1"))) <= 0;
                by = rolls ? top.subtract(from).add(value) : value;
                raise(flags, rolls ? Flag.ROLLOVER : Flag.COUNTER_RESET, counts ? 1 : 0);
            }
            before = value;
            growth = counts ? growth.add(by) : growth;
        }
        return growth;
    }

    private Map<BigDecimal, Contribution.Stay> stays(Sensor row, List<Point> points, long start) {
        long hold = row.hold().map(longest -> longest.toNanos() / 1000).orElse(Long.MAX_VALUE / 4);
        var micros = new HashMap<BigDecimal, Long>();
        var entries = new HashMap<BigDecimal, Long>();
        for (int i = 0; i < points.size(); i++) {
            Point here = points.get(i);
            BigDecimal state = here.value().stripTrailingZeros();
            long until = Math.min(i + 1 < points.size() ? points.get(i + 1).micros : end(row), here.micros + hold);
            boolean goesOn = i > 0
                    && points.get(i - 1).value().compareTo(state) == 0
                    && points.get(i - 1).micros + hold >= here.micros;
            boolean enters = here.micros >= start && !goesOn;
            long within = Math.max(0, until - Math.max(here.micros, start));
            if (enters || within > 0) {
                micros.merge(state, within, Long::sum);
                entries.merge(state, enters ? 1L : 0L, Long::sum);
            }
        }
        var stays = new HashMap<BigDecimal, Contribution.Stay>();
        micros.forEach((state, time) -> stays.put(
                state, new Contribution.Stay(Duration.ofNanos(time * 1000), entries.getOrDefault(state, 0L))));
        return stays;
    }
}
