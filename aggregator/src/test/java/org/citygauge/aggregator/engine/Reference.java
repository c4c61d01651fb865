package org.citygauge.aggregator.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.SensorKind;

/** The definitions of the contract, written down as plainly as can be: all readings in one list, sorted. */
final class Reference {
    private static final BigDecimal ROLLOVER = new BigDecimal(65536);
    private static final long HOLD_MICROS = 2L * 3600 * 1_000_000;

    long count;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal growth = BigDecimal.ZERO;
    long conflicts;
    final Map<String, Long> micros = new HashMap<>();

    private record Point(Instant time, BigDecimal value, boolean conflict) {}

    static Reference of(List<String> lines, Instant start, Instant end, SensorKind kind) {
        List<Point> points = distinct(lines);
        var reference = new Reference();
        for (Point point : points) {
            if (!point.time.isBefore(start) && point.time.isBefore(end)) {
                reference.count++;
                reference.sum = reference.sum.add(point.value);
                reference.conflicts += point.conflict ? 1 : 0;
            }
        }
        if (kind == SensorKind.COUNTER) {
            reference.grow(points, start);
        }
        if (kind == SensorKind.STATE) {
            reference.stay(points, start, end);
        }
        return reference;
    }

    private static List<Point> distinct(List<String> lines) {
        var byIdentity = new TreeMap<String, List<String[]>>();
        for (String line : lines) {
            String[] parts = line.split(",", -1);
            byIdentity
                    .computeIfAbsent(
                            Instant.parse(parts[1]).getEpochSecond() + "|" + parts[3], key -> new ArrayList<>())
                    .add(parts);
        }
        var points = new ArrayList<Point>();
        byIdentity.forEach((identity, all) -> {
            String[] best = all.getFirst();
            boolean conflict = false;
            for (String[] other : all) {
                conflict |= new BigDecimal(other[2]).compareTo(new BigDecimal(all.getFirst()[2])) != 0;
                if (revision(other) > revision(best)
                        || (revision(other) == revision(best)
                                && new BigDecimal(other[2]).compareTo(new BigDecimal(best[2])) > 0)) {
                    best = other;
                }
            }
            points.add(new Point(Instant.parse(best[1]), new BigDecimal(best[2]), conflict));
        });
        return points;
    }

    private static long revision(String[] parts) {
        return parts.length > 4 ? Long.parseLong(parts[4]) : 0;
    }

    private void grow(List<Point> points, Instant start) {
        BigDecimal before = null;
        for (int i = 0; i < points.size(); i++) {
            BigDecimal value = points.get(i).value;
            BigDecimal by = BigDecimal.ZERO;
            if (before != null && value.compareTo(before) < 0) {
                if (risesAgain(points, i, before)) {
                    continue;
                }
                boolean rolls = before.compareTo(ROLLOVER.multiply(new BigDecimal("0.9"))) >= 0
                        && value.compareTo(ROLLOVER.multiply(new BigDecimal("0.1"))) <= 0;
                by = rolls ? ROLLOVER.subtract(before).add(value) : value;
            } else if (before != null) {
                by = value.subtract(before);
            }
            before = value;
            if (!points.get(i).time.isBefore(start)) {
                growth = growth.add(by);
            }
        }
    }

    private static boolean risesAgain(List<Point> points, int at, BigDecimal before) {
        for (int i = at + 1; i <= at + 3 && i < points.size(); i++) {
            if (points.get(i).value.compareTo(before) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void stay(List<Point> points, Instant start, Instant end) {
        for (int i = 0; i < points.size(); i++) {
            long from = Math.max(MicroTime.of(points.get(i).time), MicroTime.of(start));
            long next = i + 1 < points.size() ? MicroTime.of(points.get(i + 1).time) : MicroTime.of(end);
            long to = Math.min(next, MicroTime.of(points.get(i).time) + HOLD_MICROS);
            if (to > from) {
                micros.merge(points.get(i).value.stripTrailingZeros().toPlainString(), to - from, Long::sum);
            }
        }
    }
}
