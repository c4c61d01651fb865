package org.citygauge.grafana;

import java.util.Map;

/** What a panel asks a datasource. */
sealed interface Query {
    /** InfluxQL whose rows become a table, with tags as columns. */
    record Table(String text) implements Query {}

    /**
     * InfluxQL whose rows become series over time.
     *
     * @param alias the name of a series; {@code $tag_…} stands for a tag
     */
    record Series(String text, String alias) implements Query {}

    /**
     * PromQL over time.
     *
     * @param legend the name of a series; <code>{{label}}</code> stands for a label
     */
    record Range(String text, String legend) implements Query {}

    /** PromQL at the end of the time range; {@code table} is for tables, with labels as columns. */
    record Instant(String text, String legend, boolean table) implements Query {}

    /** The query as a panel's target. */
    default Map<String, Object> target(String refId) {
        return switch (this) {
            case Table(String text) -> influx(refId, text, "table", "");
            case Series(String text, String alias) -> influx(refId, text, "time_series", alias);
            case Range(String text, String legend) -> prometheus(refId, text, legend, true, false);
            case Instant(String text, String legend, boolean table) -> prometheus(refId, text, legend, false, table);
        };
    }

    default Datasource datasource() {
        return switch (this) {
            case Table table -> Datasource.INFLUX;
            case Series series -> Datasource.INFLUX;
            case Range range -> Datasource.PROMETHEUS;
            case Instant instant -> Datasource.PROMETHEUS;
        };
    }

    private static Map<String, Object> influx(String refId, String text, String format, String alias) {
        Map<String, Object> target = Json.object(
                "refId",
                refId,
                "datasource",
                Datasource.INFLUX.reference(),
                "rawQuery",
                true,
                "resultFormat",
                format,
                "query",
                text);
        if (!alias.isEmpty()) {
            target.put("alias", alias);
        }
        return target;
    }

    private static Map<String, Object> prometheus(
            String refId, String text, String legend, boolean range, boolean table) {
        return Json.object(
                "refId",
                refId,
                "datasource",
                Datasource.PROMETHEUS.reference(),
                "expr",
                text,
                "legendFormat",
                legend,
                "range",
                range,
                "instant",
                !range,
                "format",
                table ? "table" : "time_series");
    }
}
