package org.citygauge.gateway.snapshot;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.citygauge.aggregator.evaluation.Contribution;
import org.citygauge.aggregator.evaluation.Flag;
import org.citygauge.aggregator.evaluation.IndicatorState;
import org.citygauge.aggregator.evaluation.MeasureState;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.live.City;
import org.citygauge.indicators.formula.Formula;
import org.citygauge.indicators.formula.Outcome;

/**
 * The year so far as a package: indicators, measures, the sensors behind them and the entered figures, each as JSON and CSV with exact
 * decimals. The same inputs give the same bytes.
 */
public final class DraftSnapshot {
    static final String CITY = "city";
    static final String INDICATORS = "indicators";
    static final String MEASURES = "measures";
    static final String SENSORS = "sensors";
    static final String FIGURES = "figures";

    private DraftSnapshot() {}

    /** Whose year it is. */
    public record Identity(String id, String name, String zone, String currency, String edition) {}

    /**
     * Packs it.
     *
     * @param contributions what the sensors behind its measures gave
     * @return the bytes of a zip
     */
    public static byte[] pack(
            Identity city, YearState year, Collection<City.SensorYear> contributions, Figures figures) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        add(files, CITY, List.of(city(city, year)));
        add(
                files,
                INDICATORS,
                year.indicators().stream().map(DraftSnapshot::indicator).toList());
        add(
                files,
                MEASURES,
                year.measures().values().stream()
                        .sorted(Comparator.comparing(state -> state.measure().id()))
                        .map(DraftSnapshot::measure)
                        .toList());
        add(files, SENSORS, sensors(year, contributions));
        add(
                files,
                FIGURES,
                figures.all().stream()
                        .sorted(Comparator.comparing(Figure::measure).thenComparingInt(Figure::year))
                        .map(DraftSnapshot::figure)
                        .toList());
        return SnapshotZip.write(files);
    }

    private static void add(Map<String, byte[]> files, String table, List<Map<String, String>> rows) {
        var all = new Rows(
                rows.isEmpty() ? List.of() : List.copyOf(rows.getFirst().keySet()), rows);
        files.put("data/" + table + ".json", all.json());
        files.put("data/" + table + ".csv", all.csv());
    }

    private static String exact(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String exact(Optional<BigDecimal> value) {
        return value.map(DraftSnapshot::exact).orElse("");
    }

    private static String flags(Collection<Flag> flags) {
        return flags.stream().sorted().map(Flag::code).collect(Collectors.joining(" "));
    }

    private static Map<String, String> city(Identity city, YearState year) {
        var row = new LinkedHashMap<String, String>();
        row.put("id", city.id());
        row.put("name", city.name());
        row.put("zone", city.zone());
        row.put("currency", city.currency());
        row.put("edition", city.edition());
        row.put("year", Integer.toString(year.year()));
        row.put("asOf", year.asOf().toString());
        row.put("draft", "true");
        return row;
    }

    private static Map<String, String> indicator(IndicatorState state) {
        Formula formula = state.indicator().formula();
        var row = new LinkedHashMap<String, String>();
        row.put("number", state.indicator().number().toString());
        row.put("theme", state.indicator().theme().title());
        row.put("title", state.indicator().title());
        row.put("unit", state.indicator().unit());
        row.put("year", Integer.toString(state.year()));
        row.put("status", status(state.outcome()));
        row.put("value", state.outcome() instanceof Outcome.Computed(BigDecimal value) ? exact(value) : "");
        row.put("scale", exact(formula.scale()));
        row.put("numerator", formula.numerator().value());
        row.put("denominator", formula.denominator().value());
        row.put("zeroWhenNothing", Boolean.toString(formula.zeroWhenNothing()));
        row.put("completeness", exact(state.completeness()));
        row.put("flags", flags(state.flags()));
        row.put("asOf", state.asOf().toString());
        return row;
    }

    static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Computed computed -> "computed";
            case Outcome.Incomplete incomplete -> "incomplete";
            case Outcome.Undefined undefined -> "undefined";
        };
    }

    private static Map<String, String> measure(MeasureState state) {
        var row = new LinkedHashMap<String, String>();
        row.put("measure", state.measure().id().value());
        row.put("title", state.measure().title());
        row.put("unit", state.measure().unit().code());
        row.put("aggregation", state.measure().aggregation().code());
        row.put("source", state.source());
        row.put("from", state.sourceDetail());
        row.put("value", exact(state.value()));
        row.put("missing", state.missing().orElse(""));
        row.put("completeness", exact(state.completeness()));
        row.put("sensors", Integer.toString(state.sensors().bound()));
        row.put("live", Integer.toString(state.sensors().live()));
        row.put("neverReported", Integer.toString(state.sensors().neverReported()));
        row.put("flags", flags(state.flags()));
        row.put("carriedFrom", state.carriedFrom().map(String::valueOf).orElse(""));
        return row;
    }

    private static List<Map<String, String>> sensors(YearState year, Collection<City.SensorYear> contributions) {
        var rows = new ArrayList<Map<String, String>>();
        for (City.SensorYear given : contributions) {
            String feeds = year.measures().values().stream()
                    .filter(measure -> measure.bound().contains(given.sensor()))
                    .map(measure -> measure.measure().id().value())
                    .sorted()
                    .collect(Collectors.joining(" "));
            rows.add(sensor(given, feeds));
        }
        rows.sort(Comparator.comparing((Map<String, String> row) -> row.get("sensor"))
                .thenComparing(row -> row.get("quantity"))
                .thenComparing(row -> row.get("validFrom")));
        return rows;
    }

    private static Map<String, String> sensor(City.SensorYear given, String feeds) {
        Contribution its = given.contribution();
        var row = new LinkedHashMap<String, String>();
        row.put("sensor", given.sensor().id());
        row.put("asset", given.sensor().asset());
        row.put("measures", feeds);
        row.put("quantity", given.sensor().quantity());
        row.put("kind", given.sensor().kind().name().toLowerCase(java.util.Locale.ROOT));
        row.put("unit", given.sensor().unit().code());
        row.put(
                "validFrom",
                given.sensor().validity().from().equals(java.time.Instant.MIN)
                        ? ""
                        : given.sensor().validity().from().toString());
        row.put("count", Long.toString(its.count()));
        row.put("sum", exact(its.sum()));
        row.put("growth", exact(its.growth()));
        row.put("least", exact(its.least()));
        row.put("most", exact(its.most()));
        row.put("first", its.first().map(point -> point.time().toString()).orElse(""));
        row.put("last", its.last().map(point -> point.time().toString()).orElse(""));
        row.put("filledSlots", Long.toString(its.filledSlots()));
        row.put("expectedSlots", Long.toString(its.expectedSlots()));
        row.put("flags", flags(its.flags().keySet()));
        return row;
    }

    private static Map<String, String> figure(Figure figure) {
        var row = new LinkedHashMap<String, String>();
        row.put("measure", figure.measure().value());
        row.put("year", Integer.toString(figure.year()));
        row.put("value", exact(figure.value()));
        row.put("unit", figure.unit());
        row.put("source", figure.source());
        row.put("asOf", figure.asOf().map(LocalDate::toString).orElse(""));
        row.put("note", figure.note());
        return row;
    }
}
