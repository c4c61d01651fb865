package org.citygauge.grafana;

import java.net.URI;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;

/**
 * What the dashboards must know of a city and cannot ask for.
 *
 * @param zone in whose midnights its years begin
 * @param yearBegins the first day of its year, as in {@code fiscal_year_start}
 * @param gateway where a browser reaches the gateway, without a slash at the end
 */
record Settings(ZoneId zone, MonthDay yearBegins, URI gateway) {
    /** Those of the sample city, as the committed dashboards have them. */
    static final Settings SAMPLE =
            new Settings(ZoneId.of("Europe/Berlin"), MonthDay.of(1, 1), URI.create("http://127.0.0.1:8080"));

    Settings {
        if (gateway.toString().endsWith("/")) {
            throw new IllegalArgumentException("the gateway's address ends with a slash: " + gateway);
        }
    }

    /** This year, as Grafana's time range has it: it knows fiscal years by their month. */
    List<String> thisYear() {
        String year = yearBegins.equals(MonthDay.of(1, 1)) ? "now/y" : "now/fy";
        return List.of(year, year);
    }
}
