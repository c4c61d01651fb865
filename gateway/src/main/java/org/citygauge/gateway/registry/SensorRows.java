package org.citygauge.gateway.registry;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.aggregator.register.Sensor;
import org.citygauge.aggregator.register.SensorKind;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.config.Spelling;
import org.citygauge.gateway.table.Columns;
import org.citygauge.gateway.table.Row;
import org.citygauge.indicators.measure.Unit;

/** The rows of {@code sensors.csv}, one by one. */
final class SensorRows {
    static final Columns COLUMNS = new Columns(
            List.of("id", "asset", "quantity", "unit", "kind", "expected_interval", "valid_from", "valid_to"),
            List.of("min", "max", "max_rate", "opening", "rollover", "hold"),
            false);

    private static final Map<String, SensorKind> KINDS = Arrays.stream(SensorKind.values())
            .collect(Collectors.toMap(kind -> kind.name().toLowerCase(Locale.ROOT), kind -> kind));
    private static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);
    private static final int MAX_HINTS = 20; // looking for the nearest of many assets takes its time

    private final ZoneId zone;
    private final Set<String> assets;
    private final boolean assetsAreKnown;
    private final Shared shared = new Shared();
    private final List<Sensor> sensors = new ArrayList<>();
    private final Map<SeriesKey, List<Placed>> bySeries = new LinkedHashMap<>();
    private final Map<String, Optional<Unit>> units = new HashMap<>();
    private int unknownAssets;

    private record Placed(Row row, Span validity) {}

    /**
     * @param assets the ids of all assets
     * @param assetsAreKnown false where {@code assets.csv} could not be read, so that no asset can be told to be missing
     */
    SensorRows(ZoneId zone, Set<String> assets, boolean assetsAreKnown) {
        this.zone = zone;
        this.assets = assets;
        this.assetsAreKnown = assetsAreKnown;
    }

    List<Sensor> sensors() {
        return sensors;
    }

    void add(Row row) {
        String id = Ids.read(row, "id").intern();
        String asset = asset(row);
        String quantity = row.required("quantity").intern();
        Optional<Unit> unit = unit(row);
        Optional<SensorKind> kind = kind(row);
        Duration interval = shared.same(row.duration("expected_interval").orElse(DEFAULT_INTERVAL));
        Span validity = shared.same(Spans.read(row, "valid_from", "valid_to", zone));
        Sensor.Limits limits = shared.same(limits(row));
        Optional<BigDecimal> opening = shared.same(row.decimal("opening"));
        Optional<BigDecimal> rollover = shared.same(positive(row, "rollover"));
        Optional<Duration> hold = shared.same(row.duration("hold"));
        kind.ifPresent(known -> checkFit(row, known));
        if (!id.isEmpty()) {
            bySeries.computeIfAbsent(new SeriesKey(id, quantity), unseen -> new ArrayList<>(1))
                    .add(new Placed(row.withoutValues(), validity));
        }
        if (unit.isPresent() && kind.isPresent()) {
            sensors.add(new Sensor(
                    id, asset, quantity, unit.get(), kind.get(), interval, validity, limits, opening, rollover, hold));
        }
    }

    private String asset(Row row) {
        String asset = row.required("asset");
        if (!asset.isEmpty() && assetsAreKnown && !assets.contains(asset)) {
            row.problem(
                    "asset",
                    "\"" + asset + "\" is not in assets.csv"
                            + (unknownAssets++ < MAX_HINTS ? Spelling.hint(asset, assets) : ""));
        }
        return asset.intern(); // the asset has the same
    }

    private Optional<Unit> unit(Row row) {
        String code = row.required("unit");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Optional<Unit> unit = units.computeIfAbsent(code, Unit::parse);
        if (unit.isEmpty()) {
            row.problem("unit", "\"" + code + "\" is no UCUM unit such as kW.h, m3, Cel or {space}");
        }
        return unit;
    }

    private static Optional<SensorKind> kind(Row row) {
        String text = row.required("kind");
        Optional<SensorKind> kind = Optional.ofNullable(KINDS.get(text));
        if (kind.isEmpty() && !text.isEmpty()) {
            row.problem("kind", "\"" + text + "\" is no kind" + Spelling.hint(text, KINDS.keySet()));
        }
        return kind;
    }

    private static Sensor.Limits limits(Row row) {
        Optional<BigDecimal> min = row.decimal("min");
        Optional<BigDecimal> max = row.decimal("max");
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            row.problem("max", max.get() + " is less than min " + min.get());
        }
        Optional<BigDecimal> maxRate = positive(row, "max_rate");
        return min.isEmpty() && max.isEmpty() && maxRate.isEmpty()
                ? Sensor.Limits.NONE
                : new Sensor.Limits(min, max, maxRate);
    }

    private static Optional<BigDecimal> positive(Row row, String column) {
        return row.decimal(column).filter(number -> {
            if (number.signum() <= 0) {
                row.problem(column, number + " is not positive");
            }
            return number.signum() > 0;
        });
    }

    private static void checkFit(Row row, SensorKind kind) {
        only(row, kind, SensorKind.COUNTER, "opening");
        only(row, kind, SensorKind.COUNTER, "rollover");
        only(row, kind, SensorKind.STATE, "hold");
    }

    private static void only(Row row, SensorKind kind, SensorKind fitting, String column) {
        if (kind != fitting && !row.text(column).isEmpty()) {
            row.problem(column, "is for sensors of the kind " + fitting.name().toLowerCase(Locale.ROOT) + " only");
        }
    }

    /** Reports the rows that speak for one sensor and quantity at one time; to be called when all rows are there. */
    void checkOverlaps() {
        bySeries.forEach((series, placed) -> {
            if (placed.size() > 1) {
                checkOverlaps(series, placed);
            }
        });
    }

    private static void checkOverlaps(SeriesKey series, List<Placed> placed) {
        placed.sort(Comparator.comparing((Placed each) -> each.validity().from())
                .thenComparingInt(each -> each.row().line()));
        for (int i = 1; i < placed.size(); i++) {
            Placed earlier = placed.get(i - 1);
            Placed later = placed.get(i);
            if (earlier.validity().overlaps(later.validity())) {
                later.row()
                        .problem(
                                "valid_from",
                                "overlaps line " + earlier.row().line() + " of the same sensor \"" + series.sensor()
                                        + "\" and quantity \"" + series.quantity()
                                        + "\"; end one where the other begins");
            }
        }
    }
}
