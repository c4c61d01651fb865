package org.citygauge.grafana;

import java.util.List;
import java.util.Map;
import org.citygauge.grafana.Dashboard.Board;

/** The dashboard of the sensors: which are silent, stuck or remarkable, and what was rejected. */
record SensorHealth(Settings settings) {
    private static final String GATEWAY = "citygauge_gateway";

    Dashboard dashboard() {
        var board = new Board();
        board.add(now(), 0, 0, 8, 7);
        board.add(course(), 8, 0, 10, 7);
        board.add(unregistered(), 18, 0, 6, 7);
        board.add(Panel.row("Silent"), 0, 7, 24, 1);
        board.add(silent(), 0, 8, 12, 9);
        board.add(measures(), 12, 8, 12, 9);
        board.add(Panel.row("Stuck and remarkable"), 0, 17, 24, 1);
        board.add(stuck(), 0, 18, 12, 9);
        board.add(flagged(), 12, 18, 12, 9);
        board.add(Panel.row("Rejected"), 0, 27, 24, 1);
        board.add(rejected("Readings"), 0, 28, 12, 8);
        board.add(rejected("Messages"), 12, 28, 12, 8);
        board.add(byReason(), 0, 36, 12, 8);
        board.add(deadLetters(), 12, 36, 12, 8);
        return new Dashboard(
                "citygauge-sensors",
                "Sensor health",
                "Which sensors are silent, stuck or remarkable, and what could not be used.",
                Dashboard.OPERATION,
                List.of("now-7d", "now"),
                "1m",
                Variables.ofOperation(settings),
                board.panels(),
                settings);
    }

    private static Panel now() {
        return Panel.stat(
                        "Sensors of the register",
                        "Live: heard within three expected intervals. Silent: heard once, and not lately. Never: not heard at all.",
                        "/^(live|silent|never)$/",
                        Field.unit("none").where("silent", colour("orange")).where("never", colour("red")),
                        new Query.Table(
                                "SELECT last(\"sensors_live\") AS \"live\", last(\"sensors_silent\") AS \"silent\","
                                        + " last(\"sensors_never\") AS \"never\" FROM \"" + GATEWAY + "\" WHERE "
                                        + InfluxQl.IN_RANGE))
                .linked(list("silent"), list("never"), list("unregistered"));
    }

    private static Object[] colour(String colour) {
        return new Object[] {"color", Json.object("mode", "fixed", "fixedColor", colour)};
    }

    private static Link list(String state) {
        return new Link.To(
                "The " + state + " ones, from the gateway", "${gateway}/api/v1/sensors?state=" + state, true);
    }

    private static Panel course() {
        return Panel.lines(
                "Live, silent and never heard",
                "",
                Field.unit("none").with("min", 0),
                new Query.Series(InfluxQl.recent("mean", "sensors_live", GATEWAY), "live"),
                new Query.Series(InfluxQl.recent("mean", "sensors_silent", GATEWAY), "silent"),
                new Query.Series(InfluxQl.recent("mean", "sensors_never", GATEWAY), "never"));
    }

    private static Panel unregistered() {
        return Panel.stat(
                        "Not in the register",
                        "Sensors, and further quantities of sensors, that send without being registered. Their readings are kept, and count"
                                + " once they are.",
                        "",
                        Field.unit("none").thresholds(1, "orange"),
                        new Query.Instant(
                                "sum(citygauge_unregistered_sensors{instance=\"$instance\"})", "sensors", false),
                        new Query.Instant(
                                "sum(citygauge_unregistered_quantities{instance=\"$instance\"})", "quantities", false))
                .linked(list("unregistered"));
    }

    private static Panel silent() {
        return Panel.times(
                        "Not heard for six hours, longest first",
                        "Sensors whose newest hour with readings ended more than six hours ago.",
                        sensors(),
                        new Query.Table(
                                "SELECT \"last\" FROM (SELECT last(\"last\") AS \"last\" FROM \"citygauge_sensor\" WHERE "
                                        + InfluxQl.IN_YEAR + " GROUP BY \"sensor\", \"quantity\", \"class\""
                                        + InfluxQl.ZONE
                                        + ") WHERE time < now() - 6h GROUP BY \"sensor\", \"quantity\", \"class\""))
                .sortedBy("Time", false);
    }

    private static Panel measures() {
        return Panel.table(
                        "Measures of which a sensor is missing",
                        "By the newest hour: how many of their sensors are not live, and how many were never heard.",
                        Field.unit("none"),
                        new Query.Table("SELECT \"not_live\", \"never\", \"bound\" FROM (SELECT last(\"sensors_bound\")"
                                + " - last(\"sensors_live\") AS \"not_live\", last(\"sensors_never\") AS \"never\", last(\"sensors_bound\")"
                                + " AS \"bound\" FROM \"citygauge_measure\" WHERE " + InfluxQl.IN_YEAR
                                + " GROUP BY \"measure\""
                                + InfluxQl.ZONE + ") WHERE \"not_live\" > 0 GROUP BY \"measure\""))
                .sortedBy("not_live", true);
    }

    private static Panel stuck() {
        return Panel.table(
                        "Stuck",
                        "Sensors with flagged readings in hours in which their value did not move: how many such readings there are in the"
                                + " time range. A gauge is stuck after three days of one value.",
                        sensors(),
                        new Query.Table(
                                "SELECT sum(\"flagged\") AS \"stuck\", last(\"last\") AS \"value\" FROM \"citygauge_sensor\" WHERE "
                                        + InfluxQl.IN_RANGE
                                        + " AND \"flagged\" > 0 AND \"most\" = \"least\" GROUP BY \"sensor\", \"quantity\""))
                .sortedBy("stuck", true);
    }

    private static Panel flagged() {
        return Panel.table(
                        "Readings with a quality flag",
                        "Out of range, jumps, conflicts, resets and the rest; the gateway's summary of a sensor tells them apart.",
                        sensors(),
                        new Query.Table(
                                "SELECT \"flagged\", \"readings\" FROM (SELECT sum(\"flagged\") AS \"flagged\", sum(\"count\") AS"
                                        + " \"readings\" FROM \"citygauge_sensor\" WHERE " + InfluxQl.IN_RANGE
                                        + " GROUP BY \"sensor\", \"quantity\") WHERE \"flagged\" > 0 GROUP BY \"sensor\", \"quantity\""))
                .sortedBy("flagged", true);
    }

    private static Field sensors() {
        Map<String, Object> link = Json.object(
                "title",
                "The gateway's summary",
                "url",
                "${gateway}/api/v1/sensors/${__value.raw}/summary?year=${year}",
                "targetBlank",
                true);
        return Field.unit("none").where("sensor", "links", List.of(link));
    }

    private static Panel rejected(String what) {
        return Panel.lines(
                what + " rejected, by reason",
                "",
                Field.unit("cps").with("min", 0),
                new Query.Range(
                        "sum by (reason) (rate(citygauge_" + what.toLowerCase(java.util.Locale.ROOT)
                                + "_rejected_total{instance=\"$instance\"}[$__rate_interval]))",
                        "{{reason}}"));
    }

    private static Panel byReason() {
        return Panel.bars(
                "Rejected in the time range",
                "Messages and readings, by reason.",
                Field.unit("none").with("decimals", 0).thresholds(1, "orange"),
                new Query.Instant(
                        "sum by (reason) (increase(citygauge_messages_rejected_total{instance=\"$instance\"}[$__range]))",
                        "messages: {{reason}}",
                        false),
                new Query.Instant(
                        "sum by (reason) (increase(citygauge_readings_rejected_total{instance=\"$instance\"}[$__range]))",
                        "readings: {{reason}}",
                        false));
    }

    private static Panel deadLetters() {
        return Panel.lines(
                        "Dead letters",
                        "What could not be used is kept with its reason, and can be replayed.",
                        Field.unit("none").with("min", 0),
                        new Query.Series(InfluxQl.recent("last", "dead_letters", GATEWAY), "kept"))
                .linked(new Link.To("The dead letters", "${gateway}/api/v1/dead-letters", true));
    }
}
