package org.citygauge.gateway.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Grafana makes of a query before it sends it: variables are replaced by what is chosen, then its macros by the time range.
 *
 * @param chosen the variables
 */
record GrafanaText(Map<String, String> chosen, Instant from, Instant to) {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");
    private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d+)([mhd]))?(?:/([y]))?");
    private static final Duration SCRAPED = Duration.ofSeconds(15);
    private static final int POINTS = 1_000;

    /** @param from as a dashboard has it, such as {@code now-6h} or {@code now/y} */
    static GrafanaText of(Map<String, String> chosen, String from, String to, ZonedDateTime now) {
        return new GrafanaText(chosen, instant(from, now, false), instant(to, now, true));
    }

    private static Instant instant(String text, ZonedDateTime now, boolean end) {
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) {
            throw new IllegalArgumentException("no time of a dashboard: " + text);
        }
        ZonedDateTime time = now;
        if (relative.group(1) != null) {
            long amount = Long.parseLong(relative.group(1));
            time = switch (relative.group(2)) {
                case "m" -> now.minusMinutes(amount);
                case "h" -> now.minusHours(amount);
                default -> now.minusDays(amount);
            };
        }
        if (relative.group(3) != null) {
            ZonedDateTime year = time.toLocalDate().withDayOfYear(1).atStartOfDay(now.getZone());
            time = end ? year.plusYears(1).minusNanos(1_000_000) : year;
        }
        return time.toInstant();
    }

    GrafanaText with(String name, String value) {
        var more = new TreeMap<>(chosen);
        more.put(name, value);
        return new GrafanaText(more, from, to);
    }

    /** A query to InfluxDB. */
    String influx(String query) {
        return macros(
                query,
                Map.of(
                        "timeFilter", "time >= " + from.toEpochMilli() + "ms and time <= " + to.toEpochMilli() + "ms",
                        "__interval", seconds(interval()),
                        "__interval_ms", Long.toString(interval().toMillis())));
    }

    /** A query to Prometheus. */
    String prometheus(String query) {
        Duration rate = interval().plus(SCRAPED);
        return macros(
                query,
                Map.of(
                        "__interval", seconds(interval()),
                        "__rate_interval", seconds(longer(rate, SCRAPED.multipliedBy(4))),
                        "__range", seconds(Duration.between(from, to))));
    }

    /** How far apart points are so that a panel is full of them. */
    Duration interval() {
        Duration exact = Duration.between(from, to).dividedBy(POINTS);
        return longer(Duration.ofSeconds(exact.toSeconds() / 15 * 15), SCRAPED);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    private String macros(String query, Map<String, String> macros) {
        return VARIABLE.matcher(query).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String value = chosen.getOrDefault(name, macros.getOrDefault(name, ""));
            if (value.isEmpty()) {
                throw new AssertionError("Grafana knows no " + found.group() + " in: " + query);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
