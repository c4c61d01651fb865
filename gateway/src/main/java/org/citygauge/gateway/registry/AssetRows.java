package org.citygauge.gateway.registry;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Span;
import org.citygauge.gateway.table.Columns;
import org.citygauge.gateway.table.Row;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/** The rows of {@code assets.csv}, one by one. */
final class AssetRows {
    static final Columns COLUMNS = new Columns(
            List.of("id", "class", "name", "weight", "latitude", "longitude", "in_service_from", "in_service_to"),
            List.of(),
            true);

    private final ZoneId zone;
    private final Map<String, Set<String>> weighed;
    private final List<Asset> assets = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Shared shared = new Shared();

    /** @param weighed the columns that hold numbers, by asset class */
    AssetRows(ZoneId zone, Map<String, Set<String>> weighed) {
        this.zone = zone;
        this.weighed = weighed;
    }

    /** The columns that bindings of the catalogue weigh assets by, by asset class. */
    static Map<String, Set<String>> weighed(Catalogue catalogue) {
        var weighed = new HashMap<String, Set<String>>();
        for (Measure measure : catalogue.measures().values()) {
            if (measure.binding() instanceof Binding.Register register) {
                register.weigh()
                        .ifPresent(column -> weighed.computeIfAbsent(register.assetClass(), unseen -> new HashSet<>())
                                .add(column));
            }
        }
        return weighed;
    }

    Collection<Asset> assets() {
        return assets;
    }

    /** Every id there is, those of flawed rows included. */
    Set<String> ids() {
        return lines.keySet();
    }

    void add(Row row) {
        String id = Ids.read(row, "id").intern();
        String assetClass = shared.same(row.required("class"));
        Integer earlier = id.isEmpty() ? null : lines.putIfAbsent(id, row.line());
        if (earlier != null) {
            row.problem("id", "\"" + id + "\" is the id of line " + earlier + " too");
        }
        notNegative(row, "weight");
        within(row, "latitude", 90);
        within(row, "longitude", 180);
        weighed.getOrDefault(assetClass, Set.of()).stream()
                .filter(column -> !column.equals("weight"))
                .sorted()
                .forEach(column -> notNegative(row, column));
        Span inService = shared.same(Spans.read(row, "in_service_from", "in_service_to", zone));
        assets.add(new Asset(id, assetClass, shared.same(row.text("name")), shared(row.filled()), inService));
    }

    /** Most columns say the same of many assets: one text for all of them, as there may be a million. */
    private Map<String, String> shared(Map<String, String> columns) {
        columns.replaceAll((column, text) -> column.equals("id") ? text.intern() : shared.same(text));
        return columns;
    }

    private static void notNegative(Row row, String column) {
        row.decimal(column)
                .filter(number -> number.signum() < 0)
                .ifPresent(number -> row.problem(column, number + " is negative"));
    }

    private static void within(Row row, String column, int degrees) {
        row.decimal(column)
                .filter(number -> number.abs().compareTo(BigDecimal.valueOf(degrees)) > 0)
                .ifPresent(number -> row.problem(column, number + " is beyond ±" + degrees + " degrees"));
    }
}
