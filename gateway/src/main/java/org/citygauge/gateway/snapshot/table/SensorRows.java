package org.citygauge.gateway.snapshot.table;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.SensorRecord;
import org.citygauge.aggregator.evaluation.SensorTrace;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.gateway.table.Cells;

/** The rows of {@link Forms#SENSORS}. */
public final class SensorRows {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private SensorRows() {}

    /** What tells rows of the register apart. */
    public record Key(String sensor, String quantity, String validFrom) {
        /** The key of a row of the register. */
        public static Key of(Sensor sensor, ZoneId zone) {
            return new Key(
                    sensor.id(), sensor.quantity(), Words.day(sensor.validity().from(), zone));
        }

        @Override
        public String toString() {
            return sensor + " " + quantity + (validFrom.isEmpty() ? "" : " from " + validFrom);
        }
    }

    /** @param measures the names of those it is behind, separated by blanks */
    public static List<String> row(SensorRecord record, String measures, ZoneId zone) {
        Sensor sensor = record.sensor();
        Contribution its = record.contribution();
        return List.of(
                sensor.id(),
                sensor.asset(),
                sensor.quantity(),
                sensor.unit().code(),
                sensor.kind().name().toLowerCase(Locale.ROOT),
                Words.day(sensor.validity().from(), zone),
                Words.day(sensor.validity().to(), zone),
                measures,
                Long.toString(its.count()),
                Cells.exact(its.sum()),
                Words.exact(its.least()),
                Words.exact(its.most()),
                Cells.exact(its.growth()),
                stays(its.inState()),
                time(its.first()),
                Words.exact(its.first().map(Contribution.Point::value)),
                time(its.last()),
                Words.exact(its.last().map(Contribution.Point::value)),
                Long.toString(its.filledSlots()),
                Long.toString(its.expectedSlots()),
                Words.exact(its.completeness()),
                Long.toString(record.trace().gaps()),
                seconds(record.trace().longest()),
                flags(its.flags()),
                record.lastHeardMicros() == Long.MIN_VALUE ? "" : MicroTime.text(record.lastHeardMicros()),
                Long.toString(record.trace().readings()),
                record.trace().sha256());
    }

    private static String time(Optional<Contribution.Point> point) {
        return point.map(its -> its.time().toString()).orElse("");
    }

    private static String seconds(Duration duration) {
        return Cells.exact(BigDecimal.valueOf(duration.toNanos()).divide(NANOS));
    }

    private static String stays(Map<BigDecimal, Contribution.Stay> stays) {
        return new TreeMap<>(stays)
                .entrySet().stream()
                        .map(stay -> Cells.exact(stay.getKey()) + "="
                                + seconds(stay.getValue().time()) + "/"
                                + stay.getValue().entries())
                        .collect(Collectors.joining(" "));
    }

    private static String flags(Map<Flag, Long> flags) {
        return new TreeMap<>(flags)
                .entrySet().stream()
                        .map(flag -> flag.getKey().code() + "=" + flag.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** The key of a row of the table. */
    public static Key key(List<String> row) {
        return new Key(cell(row, "sensor"), cell(row, "quantity"), cell(row, "valid_from"));
    }

    private static String cell(List<String> row, String column) {
        return row.get(PLACES.getOrDefault(column, -1));
    }

    private static final Map<String, Integer> PLACES = places();

    private static Map<String, Integer> places() {
        var places = new HashMap<String, Integer>();
        Forms.SENSORS.names().forEach(name -> places.put(name, places.size()));
        return Map.copyOf(places);
    }

    /**
     * What a row says its sensor gave.
     *
     * @throws IllegalArgumentException if a cell cannot be read
     */
    public static SensorRecord read(List<String> row, Sensor sensor) {
        var contribution = new Contribution(
                whole(row, "count"),
                number(row, "sum").orElse(BigDecimal.ZERO),
                number(row, "least"),
                number(row, "most"),
                number(row, "growth").orElse(BigDecimal.ZERO),
                stays(cell(row, "in_state")),
                point(row, "first"),
                point(row, "last"),
                whole(row, "filled_slots"),
                whole(row, "expected_slots"),
                flags(cell(row, "flags")));
        long heard = instant(row, "last_heard").map(MicroTime::of).orElse(Long.MIN_VALUE);
        var trace = new SensorTrace(
                whole(row, "gaps"),
                duration(cell(row, "longest_gap")),
                whole(row, "readings"),
                cell(row, "readings_sha256"));
        return new SensorRecord(sensor, contribution, heard, trace);
    }

    private static long whole(List<String> row, String column) {
        return Exact.whole(cell(row, column));
    }

    private static Optional<BigDecimal> number(List<String> row, String column) {
        return Exact.number(cell(row, column));
    }

    private static Optional<Instant> instant(List<String> row, String column) {
        return Exact.instant(cell(row, column));
    }

    private static Optional<Contribution.Point> point(List<String> row, String which) {
        return instant(row, which + "_time")
                .map(time -> new Contribution.Point(
                        time,
                        number(row, which + "_value")
                                .orElseThrow(() -> new IllegalArgumentException(which + "_value is empty"))));
    }

    private static Duration duration(String seconds) {
        return Duration.ofNanos(Exact.number(seconds)
                .orElse(BigDecimal.ZERO)
                .multiply(NANOS)
                .setScale(0, java.math.RoundingMode.UNNECESSARY)
                .longValueExact());
    }

    private static Map<BigDecimal, Contribution.Stay> stays(String cell) {
        var stays = new HashMap<BigDecimal, Contribution.Stay>();
        for (String stay : parts(cell)) {
            int equals = stay.indexOf('=');
            int slash = stay.indexOf('/');
            if (equals < 0 || slash < equals) {
                throw new IllegalArgumentException("in_state: \"" + stay + "\" is no state=seconds/entries");
            }
            stays.put(
                    Exact.number(stay.substring(0, equals)).orElseThrow().stripTrailingZeros(),
                    new Contribution.Stay(
                            duration(stay.substring(equals + 1, slash)), Exact.whole(stay.substring(slash + 1))));
        }
        return stays;
    }

    private static Map<Flag, Long> flags(String cell) {
        var flags = new EnumMap<Flag, Long>(Flag.class);
        for (String flag : parts(cell)) {
            int equals = flag.indexOf('=');
            String code = equals < 0 ? flag : flag.substring(0, equals);
            flags.put(Exact.flag(code), Exact.whole(flag.substring(equals + 1)));
        }
        return flags;
    }

    private static List<String> parts(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }
}
