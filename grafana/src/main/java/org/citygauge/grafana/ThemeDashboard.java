package org.citygauge.grafana;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.grafana.Dashboard.Board;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.Indicator;
import org.citygauge.indicators.catalogue.Theme;
import org.citygauge.indicators.measure.Binding;
import org.citygauge.indicators.measure.Measure;

/** The dashboard of a theme: for each of its indicators the value, its course, what it is made of, and the sensors behind it. */
record ThemeDashboard(Catalogue catalogue, Theme theme, Settings settings) {
    private static final int HEIGHT = 9;
    private static final String LIVE = "citygauge_indicator_live";
    private static final String HOURLY = "citygauge_indicator";

    static String uid(Theme theme) {
        return "citygauge-theme-" + theme.number();
    }

    Dashboard dashboard() {
        var board = new Board();
        int y = 0;
        for (Indicator indicator : indicators()) {
            board.add(Panel.row(indicator.number() + "  " + indicator.title()), 0, y, 24, 1);
            add(board, indicator, y + 1);
            y += 1 + HEIGHT;
        }
        return new Dashboard(
                uid(theme),
                String.format("Theme %02d: %s", theme.number(), theme.title()),
                "The indicators of the theme " + theme.title()
                        + ", what they are made of, and the sensors behind them.",
                Dashboard.THEME,
                settings.thisYear(),
                "1m",
                Variables.ofYears(settings),
                board.panels(),
                settings);
    }

    private Collection<Indicator> indicators() {
        return catalogue.inOrder().stream()
                .filter(indicator -> indicator.theme().equals(theme))
                .toList();
    }

    private void add(Board board, Indicator indicator, int y) {
        Measure above = catalogue.required(indicator.formula().numerator());
        Measure below = catalogue.required(indicator.formula().denominator());
        board.add(live(indicator), 0, y, 4, 5);
        board.add(state(indicator), 0, y + 5, 4, 4);
        board.add(course(indicator), 4, y, 8, HEIGHT);
        board.add(parts(indicator, above, below), 12, y, 6, HEIGHT);
        String sensors = sensors(above, below);
        board.add(measures(above, below), 18, y, 6, sensors.isEmpty() ? HEIGHT : 4);
        if (!sensors.isEmpty()) {
            board.add(sensorsBehind(sensors), 18, y + 4, 6, HEIGHT - 4);
        }
    }

    private static String is(Indicator indicator) {
        return "\"indicator\" = '" + indicator.number() + "'";
    }

    private static Panel live(Indicator indicator) {
        String explanation = "${gateway}/api/v1/indicators/" + indicator.number();
        return Panel.stat(
                        "Live",
                        indicator.formulaInWords() + (indicator.notes().isEmpty() ? "" : "\n\n" + indicator.notes()),
                        "/^value$/",
                        Field.unit(Units.ofIndicator(indicator.unit())).with("noValue", "no value"),
                        new Query.Table(InfluxQl.newest("\"value\", \"status\"", LIVE, is(indicator), "")))
                .linked(
                        new Link.To("Explain the number", explanation + "?year=${year}", true),
                        new Link.To("The sensors behind it", explanation + "/sensors?year=${year}", true),
                        new Link.To("On the page", "${gateway}/?year=${year}", true));
    }

    private static Panel state(Indicator indicator) {
        return Panel.stat(
                "At the end of the last hour",
                "",
                "/^(status|completeness)$/",
                Field.unit("none").statusInWords().completenessInPercent().with("noValue", "–"),
                new Query.Table(InfluxQl.newest("\"status\", \"completeness\"", HOURLY, is(indicator), "")));
    }

    private static Panel course(Indicator indicator) {
        return Panel.lines(
                "Over the year ${year}",
                "Year to date: the value of the year at each step.",
                Field.unit(Units.ofIndicator(indicator.unit())),
                new Query.Series(
                        InfluxQl.course("value", HOURLY, is(indicator)),
                        indicator.number().toString()));
    }

    private static Panel parts(Indicator indicator, Measure above, Measure below) {
        return Panel.lines(
                "Numerator and denominator",
                indicator.formulaInWords(),
                Field.unit(Units.ofMeasure(above.unit().code()))
                        .where(
                                below.title(),
                                "unit",
                                Units.ofMeasure(below.unit().code()),
                                "custom.axisPlacement",
                                "right"),
                new Query.Series(InfluxQl.course("numerator", HOURLY, is(indicator)), above.title()),
                new Query.Series(InfluxQl.course("denominator", HOURLY, is(indicator)), below.title()));
    }

    private static Panel measures(Measure above, Measure below) {
        var words = new LinkedHashMap<String, String>();
        words.put(above.id().value(), "above: " + above.title());
        words.put(below.id().value(), "below: " + below.title());
        return Panel.table(
                "Where they come from",
                "The two measures at the end of the last hour: how complete, and of how many sensors. Entered figures have none.",
                Field.unit("none").completenessInPercent().where("measure", "mappings", List.of(Field.words(words))),
                new Query.Table(InfluxQl.newest(
                        "\"value\", \"completeness\", \"sensors_bound\", \"sensors_live\", \"sensors_never\"",
                        "citygauge_measure",
                        "\"measure\" =~ /^(" + above.id() + "|" + below.id() + ")$/",
                        " GROUP BY \"measure\"")));
    }

    private static Panel sensorsBehind(String sensors) {
        return Panel.table(
                        "Sensors behind it",
                        "The sensors of the asset classes the catalogue binds by default, and what they sent in the year.",
                        Field.unit("none")
                                .where(
                                        "sensor",
                                        "links",
                                        List.of(Json.object(
                                                "title",
                                                "What the gateway knows of it",
                                                "url",
                                                "${gateway}/api/v1/sensors/${__value.raw}",
                                                "targetBlank",
                                                true))),
                        new Query.Table("SELECT last(\"last\") AS \"last\", sum(\"count\") AS \"readings\","
                                + " sum(\"flagged\") AS \"flagged\" FROM \"citygauge_sensor\" WHERE " + sensors
                                + " AND "
                                + InfluxQl.IN_YEAR + " GROUP BY \"sensor\", \"quantity\"" + InfluxQl.ZONE))
                .sortedBy("sensor", false);
    }

    /** Which sensors the two measures have by default; empty when none. */
    private static String sensors(Measure above, Measure below) {
        var parts = new TreeSet<String>();
        for (Measure measure : List.of(above, below)) {
            switch (measure.binding()) {
                case Binding.Entered entered -> {}
                case Binding.Sensors sensors ->
                    parts.add("(" + classes(Stream.concat(sensors.plus().stream(), sensors.minus().stream()))
                            + " AND \"quantity\" = '" + sensors.quantity() + "')");
                case Binding.Register register -> {
                    if (register.live()) {
                        parts.add(classes(Stream.of(register.assetClass())));
                    }
                }
            }
        }
        return parts.size() > 1 ? "(" + String.join(" OR ", parts) + ")" : String.join("", parts);
    }

    private static String classes(Stream<String> classes) {
        return "\"class\" =~ /^("
                + classes.sorted()
                        .distinct()
                        .map(it -> it.replaceAll("[^A-Za-z0-9_-]", "."))
                        .collect(Collectors.joining("|"))
                + ")$/";
    }
}
