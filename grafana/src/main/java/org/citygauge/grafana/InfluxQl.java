package org.citygauge.grafana;

/**
 * Pieces of the queries in InfluxQL.
 *
 * <p>A year is {@code (begin, begin of the next]} in the city's zone, as points stand at the ends of their hours. {@code tz()} says in
 * which zone dates are meant; a query around another one does not hand it down, so each that compares with a date has its own.
 */
final class InfluxQl {
    /** Of the city that was chosen, in the year that was chosen. */
    static final String IN_YEAR = "\"city\" = '$city' AND time > '${year}-${begins}' AND time <= '${next}-${begins}'";
    /** Of the city that was chosen, in the time range that was chosen. */
    static final String IN_RANGE = "\"city\" = '$city' AND $timeFilter";

    static final String ZONE = " tz('$zone')";

    private static final String BY_STEP = " GROUP BY time($step) fill(none)" + ZONE;

    private InfluxQl() {}

    /** The newest point of each series in the year as it stands: what it lacks is empty, not older. */
    static String newest(String fields, String measurement, String where, String tags) {
        return "SELECT " + fields + " FROM \"" + measurement + "\" WHERE " + where + " AND " + IN_YEAR + tags
                + " ORDER BY time DESC LIMIT 1" + ZONE;
    }

    /** A field over the year, one value a step. */
    static String course(String field, String measurement, String where) {
        return "SELECT last(\"" + field + "\") FROM \"" + measurement + "\" WHERE " + where + " AND " + IN_YEAR
                + BY_STEP;
    }

    /** A field over the time range. */
    static String recent(String function, String field, String measurement) {
        return "SELECT " + function + "(\"" + field + "\") FROM \"" + measurement + "\" WHERE " + IN_RANGE
                + " GROUP BY time($__interval) fill(none)";
    }

    /** What a count grew by over the time range, a second. */
    static String growth(String field, String measurement) {
        return "SELECT non_negative_derivative(last(\"" + field + "\"), 1s) FROM \"" + measurement + "\" WHERE "
                + IN_RANGE + " GROUP BY time($__interval) fill(none)";
    }

    /** What is 1 for each indicator that is computed and 0 for the others, by its newest status; with a step, at each step. */
    static String computed(String where, String step) {
        return "SELECT last(\"status\") * (last(\"status\") + 1) / 2 AS \"computed\" FROM \"citygauge_indicator\" WHERE "
                + where + IN_YEAR + " GROUP BY " + step + "\"indicator\" fill(none)" + ZONE;
    }
}
