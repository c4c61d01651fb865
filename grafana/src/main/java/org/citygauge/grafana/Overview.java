package org.citygauge.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.citygauge.grafana.Dashboard.Board;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.Theme;

/** The dashboard of all indicators: how many are computed, how complete, and each of them by theme. */
record Overview(Catalogue catalogue, Settings settings) {
    private static final int HEAD = 3;

    Dashboard dashboard() {
        var board = new Board();
        board.add(computed(), 0, 0, 6, 4);
        board.add(completeness(), 0, 4, 6, 3);
        board.add(newest(), 0, 7, 6, 3);
        board.add(course(), 6, 0, 9, 10);
        board.add(byTheme(), 15, 0, 9, 10);
        int left = 10;
        int right = 10;
        for (Map.Entry<Theme, List<Indicator>> theme : byNumber().entrySet()) {
            int height = HEAD + theme.getValue().size();
            boolean onTheLeft = left <= right;
            board.add(
                    table(theme.getKey(), theme.getValue()), onTheLeft ? 0 : 12, onTheLeft ? left : right, 12, height);
            left += onTheLeft ? height : 0;
            right += onTheLeft ? 0 : height;
        }
        return new Dashboard(
                Dashboard.OVERVIEW,
                "City overview",
                "All indicators of " + catalogue.edition()
                        + " by theme: which are computed, which are missing, how complete.",
                "citygauge-overview",
                settings.thisYear(),
                "1m",
                Variables.ofYears(settings),
                board.panels(),
                settings);
    }

    private Map<Theme, List<Indicator>> byNumber() {
        var themes = new LinkedHashMap<Theme, List<Indicator>>();
        catalogue
                .inOrder()
                .forEach(indicator -> themes.computeIfAbsent(indicator.theme(), it -> new ArrayList<>())
                        .add(indicator));
        return themes;
    }

    private Panel computed() {
        return Panel.stat(
                "Indicators",
                "By their newest hour. Missing ones lack a figure or a sensor; the table of their theme says which.",
                "/^(computed|missing)$/",
                Field.unit("none").where("missing", "color", Json.object("mode", "fixed", "fixedColor", "orange")),
                new Query.Table(
                        "SELECT sum(\"computed\") AS \"computed\", count(\"computed\") - sum(\"computed\") AS \"missing\" FROM ("
                                + InfluxQl.computed("", "") + ")"));
    }

    private static Panel completeness() {
        return Panel.stat(
                "Mean completeness",
                "Over the indicators that have sensors behind them.",
                "",
                Field.unit("percentunit").with("decimals", 1).shares(),
                new Query.Series(
                        "SELECT mean(\"completeness\") FROM (SELECT last(\"completeness\") AS \"completeness\""
                                + " FROM \"citygauge_indicator\" WHERE " + InfluxQl.IN_YEAR + " GROUP BY \"indicator\""
                                + InfluxQl.ZONE + ")",
                        "completeness"));
    }

    private static Panel newest() {
        return Panel.stat(
                "Newest hour in InfluxDB",
                "If it is older than two hours, see the lag of the projection.",
                "/^Time$/",
                Field.unit("dateTimeFromNow"),
                new Query.Table(InfluxQl.newest("\"status\"", "citygauge_indicator", "\"status\" >= -1", "")));
    }

    private Panel course() {
        return Panel.lines(
                "Computed indicators over the year ${year}",
                "",
                Field.unit("none")
                        .with("min", 0)
                        .with("max", catalogue.indicators().size()),
                new Query.Series(
                        "SELECT sum(\"computed\") FROM (" + InfluxQl.computed("", "time($step), ")
                                + ") WHERE time > '${year}-${begins}'"
                                + " AND time <= '${next}-${begins}' GROUP BY time($step) fill(none)" + InfluxQl.ZONE,
                        "computed"));
    }

    private Panel byTheme() {
        return Panel.bars(
                "Computed by theme",
                "The share of a theme's indicators that are computed.",
                Field.unit("percentunit").shares().with("color", Json.object("mode", "continuous-RdYlGr")),
                byNumber().keySet().stream()
                        .map(theme -> new Query.Series(
                                "SELECT mean(\"computed\") FROM (" + InfluxQl.computed(of(theme) + " AND ", "") + ")",
                                theme.number() + " " + theme.title()))
                        .toArray(Query[]::new));
    }

    private static String of(Theme theme) {
        return "\"indicator\" =~ /^" + theme.number() + "\\./";
    }

    private static Panel table(Theme theme, List<Indicator> indicators) {
        var titles = new LinkedHashMap<String, String>();
        indicators.forEach(indicator -> titles.put(
                indicator.number().toString(),
                indicator.number() + "  " + indicator.title() + " [" + indicator.unit() + "]"));
        return Panel.table(
                        theme.number() + "  " + theme.title(),
                        "At the end of the newest hour of the year.",
                        Field.unit("none")
                                .statusInWords()
                                .completenessInPercent()
                                .where(
                                        "status",
                                        "custom.cellOptions",
                                        Json.object("type", "color-text"),
                                        "custom.width",
                                        110)
                                .where("completeness", "custom.width", 120)
                                .where("value", "custom.width", 140)
                                .where(
                                        "indicator",
                                        "mappings",
                                        List.of(Field.words(titles)),
                                        "links",
                                        List.of(Json.object(
                                                "title",
                                                "Explain the number",
                                                "url",
                                                "${gateway}/api/v1/indicators/${__value.raw}?year=${year}",
                                                "targetBlank",
                                                true))),
                        new Query.Table(InfluxQl.newest(
                                "\"value\", \"completeness\", \"status\"",
                                "citygauge_indicator",
                                of(theme),
                                " GROUP BY \"indicator\"")))
                .sortedBy("indicator", false)
                .linked(new Link.To(
                        "The dashboard of this theme",
                        "/d/" + ThemeDashboard.uid(theme) + "?" + Dashboard.CHOSEN,
                        false));
    }
}
