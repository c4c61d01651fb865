package org.citygauge.grafana;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.citygauge.grafana.Variable.Order;

/**
 * The variables of the dashboards.
 *
 * <p>InfluxQL can neither tell a point's year nor add a year to a date. So each year of a long range is asked for the first point of one
 * indicator and answers with its own number: what can be chosen are the years that have points, and a new one comes by itself.
 * {@code next}, the year after the chosen one, comes about likewise.
 */
final class Variables {
    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2050;
    /** Of an indicator that each city has. */
    private static final String POINTS =
            "FROM \"citygauge_indicator\" WHERE \"city\" = '$city' AND \"indicator\" = '5.1'";

    private static final Variable CITY = new Variable.Asked(
            "city",
            "City",
            Datasource.INFLUX,
            "SHOW TAG VALUES FROM \"citygauge_indicator\" WITH KEY = \"city\"",
            Order.ALPHABETICAL,
            false);
    private static final Variable YEAR =
            new Variable.Asked("year", "Year", Datasource.INFLUX, years(), Order.NEWEST_FIRST, false);
    private static final Variable NEXT = new Variable.Asked(
            "next",
            "Next year",
            Datasource.INFLUX,
            "SELECT first(\"status\") * 0 + ${year} + 1 " + POINTS,
            Order.AS_ANSWERED,
            true);
    private static final Variable STEP = new Variable.Span("step", "Step", List.of("1h", "6h", "1d", "7d"), "6h");
    private static final Variable INSTANCE = new Variable.Asked(
            "instance",
            "Gateway",
            Datasource.PROMETHEUS,
            Json.object("refId", "instance", "qryType", 1, "query", "label_values(citygauge_journal_bytes, instance)"),
            Order.ALPHABETICAL,
            false);

    private Variables() {}

    /** Of dashboards about the numbers of a year. */
    static List<Variable> ofYears(Settings settings) {
        return List.of(zone(settings), begins(settings), CITY, YEAR, NEXT, STEP, gateway(settings));
    }

    /** Of dashboards about what happens now. */
    static List<Variable> ofOperation(Settings settings) {
        return List.of(zone(settings), begins(settings), CITY, YEAR, NEXT, INSTANCE, gateway(settings));
    }

    private static Variable zone(Settings settings) {
        return new Variable.Fixed("zone", settings.zone().getId());
    }

    private static Variable begins(Settings settings) {
        return new Variable.Fixed("begins", DateTimeFormatter.ofPattern("MM-dd").format(settings.yearBegins()));
    }

    private static Variable gateway(Settings settings) {
        return new Variable.Text("gateway", settings.gateway().toString());
    }

    private static String years() {
        return IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR)
                .mapToObj(year -> "(SELECT first(\"status\") * 0 + " + year + " AS \"year\" " + POINTS + " AND time > '"
                        + year + "-${begins}' AND time <= '" + (year + 1) + "-${begins}'" + InfluxQl.ZONE + ")")
                .collect(Collectors.joining(", ", "SELECT \"year\" FROM ", ""));
    }
}
