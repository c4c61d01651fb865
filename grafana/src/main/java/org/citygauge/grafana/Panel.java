package org.citygauge.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A panel, not placed yet.
 *
 * @param type Grafana's name of the visualisation
 * @param description what it shows, for whoever hovers over its corner; may be empty
 * @param options of the visualisation
 * @param transformations what becomes of the rows before they are shown
 */
record Panel(
        String type,
        String title,
        String description,
        List<Query> queries,
        Field field,
        Map<String, Object> options,
        List<Map<String, Object>> transformations,
        List<Link> links) {
    private static final Map<String, Object> TABLE =
            Json.object("showHeader", true, "cellHeight", "sm", "frameIndex", 0);

    /** Each version of Grafana has another key to hide a column; this works in all. */
    private static final Map<String, Object> WITHOUT_TIME =
            Json.object("id", "organize", "options", Json.object("excludeByName", Json.object("Time", true)));

    Panel {
        queries = List.copyOf(queries);
        transformations = List.copyOf(transformations);
        links = List.copyOf(links);
    }

    private static Panel of(
            String type,
            String title,
            String description,
            List<Query> queries,
            Field field,
            Map<String, Object> options) {
        return new Panel(type, title, description, queries, field, options, List.of(), List.of());
    }

    /** A line that begins a section. */
    static Panel row(String title) {
        return of("row", title, "", List.of(), new Field(), Map.of());
    }

    /** A text in Markdown. */
    static Panel text(String title, String content) {
        return of("text", title, "", List.of(), new Field(), Json.object("mode", "markdown", "content", content));
    }

    /** Big numbers: those of the fields whose names match. */
    static Panel stat(String title, String description, String fields, Field field, Query... queries) {
        return of(
                "stat",
                title,
                description,
                List.of(queries),
                field,
                Json.object(
                        "reduceOptions",
                        Json.object("calcs", List.of("lastNotNull"), "fields", fields, "values", false),
                        "orientation",
                        "auto",
                        "textMode",
                        "auto",
                        "wideLayout",
                        true,
                        "colorMode",
                        "value",
                        "graphMode",
                        "none",
                        "justifyMode",
                        "auto",
                        "showPercentChange",
                        false,
                        "percentChangeColorMode",
                        "standard"));
    }

    /** Lines over time. */
    static Panel lines(String title, String description, Field field, Query... queries) {
        field.with(
                "custom",
                Json.object(
                        "drawStyle",
                        "line",
                        "lineInterpolation",
                        "linear",
                        "lineWidth",
                        1,
                        "fillOpacity",
                        10,
                        "showPoints",
                        "auto",
                        "spanNulls",
                        false));
        return of(
                "timeseries",
                title,
                description,
                List.of(queries),
                field,
                Json.object(
                        "legend",
                        Json.object(
                                "showLegend",
                                true,
                                "displayMode",
                                "list",
                                "placement",
                                "bottom",
                                "calcs",
                                List.of("lastNotNull")),
                        "tooltip",
                        Json.object("mode", "multi", "sort", "none")));
    }

    /** Rows without their times. */
    static Panel table(String title, String description, Field field, Query... queries) {
        return new Panel("table", title, description, List.of(queries), field, TABLE, List.of(WITHOUT_TIME), List.of());
    }

    /** Rows with their times. */
    static Panel times(String title, String description, Field field, Query... queries) {
        return of("table", title, description, List.of(queries), field, TABLE);
    }

    /** Bars, one for each series. */
    static Panel bars(String title, String description, Field field, Query... queries) {
        return of(
                "bargauge",
                title,
                description,
                List.of(queries),
                field,
                Json.object(
                        "reduceOptions",
                        Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false),
                        "orientation",
                        "horizontal",
                        "displayMode",
                        "basic",
                        "valueMode",
                        "color",
                        "namePlacement",
                        "auto",
                        "showUnfilled",
                        true,
                        "sizing",
                        "auto",
                        "minVizWidth",
                        8,
                        "minVizHeight",
                        12,
                        "maxVizHeight",
                        300,
                        "legend",
                        Json.object(
                                "showLegend",
                                false,
                                "displayMode",
                                "list",
                                "placement",
                                "bottom",
                                "calcs",
                                List.of())));
    }

    Panel linked(Link... more) {
        return new Panel(type, title, description, queries, field, options, transformations, List.of(more));
    }

    /** A table whose rows are sorted by a column at first. */
    Panel sortedBy(String column, boolean descending) {
        Map<String, Object> sorted = new LinkedHashMap<>(options);
        sorted.put("sortBy", List.of(Json.object("displayName", column, "desc", descending)));
        return new Panel(type, title, description, queries, field, sorted, transformations, links);
    }

    /** The panel in its place, as Grafana's JSON has it. */
    Map<String, Object> placed(int id, int x, int y, int width, int height) {
        Map<String, Object> panel = Json.object(
                "id",
                id,
                "type",
                type,
                "title",
                title,
                "gridPos",
                Json.object("x", x, "y", y, "w", width, "h", height));
        if (type.equals("row")) {
            panel.put("collapsed", false);
            panel.put("panels", List.of());
            return panel;
        }
        if (!description.isEmpty()) {
            panel.put("description", description);
        }
        if (!queries.isEmpty()) {
            panel.put("datasource", datasource());
            panel.put("fieldConfig", field.json());
            panel.put("targets", targets());
        }
        panel.put("options", options);
        if (!transformations.isEmpty()) {
            panel.put("transformations", transformations);
        }
        if (!links.isEmpty()) {
            panel.put("links", links.stream().map(Link::json).toList());
        }
        return panel;
    }

    private Map<String, Object> datasource() {
        return queries.stream().map(Query::datasource).distinct().count() == 1
                ? queries.getFirst().datasource().reference()
                : Json.object("type", "datasource", "uid", "-- Mixed --");
    }

    private List<Map<String, Object>> targets() {
        var targets = new ArrayList<Map<String, Object>>();
        for (Query query : queries) {
            targets.add(query.target(String.valueOf((char) ('A' + targets.size()))));
        }
        return targets;
    }
}
