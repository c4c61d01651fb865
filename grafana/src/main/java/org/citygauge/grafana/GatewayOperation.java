package org.citygauge.grafana;

import java.util.List;
import org.citygauge.grafana.Dashboard.Board;

/** The dashboard of the gateway: what comes in, how fast it is acknowledged, what waits, and how far its copies are. */
record GatewayOperation(Settings settings) {
    private static final String GATEWAY = "citygauge_gateway";
    private static final String INSTANCE = "{instance=\"$instance\"}";

    Dashboard dashboard() {
        var board = new Board();
        board.add(parts(), 0, 0, 8, 5);
        board.add(waiting(), 8, 0, 8, 5);
        board.add(lags(), 16, 0, 8, 5);
        board.add(Panel.row("Rates"), 0, 5, 24, 1);
        board.add(messages(), 0, 6, 8, 8);
        board.add(readings(), 8, 6, 8, 8);
        board.add(latency(), 16, 6, 8, 8);
        board.add(Panel.row("Journal, archive, dead letters"), 0, 14, 24, 1);
        board.add(pending(), 0, 15, 8, 8);
        board.add(disk(), 8, 15, 8, 8);
        board.add(deadLetters(), 16, 15, 8, 8);
        board.add(Panel.row("Copies"), 0, 23, 24, 1);
        board.add(lag(), 0, 24, 7, 8);
        board.add(points(), 7, 24, 7, 8);
        board.add(refused(), 14, 24, 7, 8);
        board.add(rebuild(), 21, 24, 3, 8);
        board.add(Panel.row("Connections, memory"), 0, 32, 24, 1);
        board.add(connections(), 0, 33, 12, 8);
        board.add(memory(), 12, 33, 12, 8);
        board.add(Panel.row("As InfluxDB has kept it"), 0, 41, 24, 1);
        board.add(kept("Messages a second", "messages_received", "messages_rejected"), 0, 42, 8, 8);
        board.add(kept("Readings a second", "readings_stored", "readings_duplicate", "readings_rejected"), 8, 42, 8, 8);
        board.add(keptLag(), 16, 42, 8, 8);
        return new Dashboard(
                "citygauge-gateway",
                "Gateway operation",
                "What comes in, how fast it is acknowledged, what waits, and how far the copies are.",
                Dashboard.OPERATION,
                List.of("now-6h", "now"),
                "30s",
                Variables.ofOperation(settings),
                board.panels(),
                settings);
    }

    private static Panel parts() {
        return Panel.stat(
                "Parts",
                "What each part says of itself; /health/ready says why.",
                "",
                Field.unit("none")
                        .with(
                                "mappings",
                                List.of(Json.object(
                                        "type",
                                        "value",
                                        "options",
                                        Json.object(
                                                "1", Json.object("text", "ok", "color", "green", "index", 0),
                                                "0", Json.object("text", "degraded", "color", "orange", "index", 1),
                                                "-1", Json.object("text", "down", "color", "red", "index", 2))))),
                new Query.Instant("up{job=\"citygauge\", instance=\"$instance\"} * 2 - 1", "gateway", false),
                new Query.Instant("citygauge_health" + INSTANCE, "{{part}}", false));
    }

    private static Panel waiting() {
        return Panel.stat(
                        "Waiting",
                        "Messages that are journalled and not taken in yet; dead letters that are kept.",
                        "",
                        Field.unit("none"),
                        new Query.Instant("citygauge_journal_pending_messages" + INSTANCE, "messages", false),
                        new Query.Instant("citygauge_dead_letters" + INSTANCE, "dead letters", false))
                .linked(new Link.To("The dead letters", "${gateway}/api/v1/dead-letters", true));
    }

    private static Panel lags() {
        return Panel.stat(
                "Behind",
                "The age of what the live view shows, and how far each copy is behind.",
                "",
                Field.unit("s").with("decimals", 1),
                new Query.Instant("citygauge_live_lag_seconds" + INSTANCE, "live view", false),
                new Query.Instant("citygauge_projection_lag_seconds" + INSTANCE, "{{projection}}", false));
    }

    private static Panel messages() {
        return Panel.lines(
                "Messages received, by source",
                "",
                Field.unit("cps").with("min", 0),
                new Query.Range(
                        "sum by (source) (rate(citygauge_messages_received_total" + INSTANCE + "[$__rate_interval]))",
                        "{{source}}"));
    }

    private static Panel readings() {
        return Panel.lines(
                "Readings",
                "",
                Field.unit("cps").with("min", 0),
                new Query.Range(rate("citygauge_readings_stored_total"), "stored"),
                new Query.Range(rate("citygauge_readings_duplicate_total"), "duplicate"),
                new Query.Range(rate("citygauge_readings_rejected_total"), "rejected"));
    }

    private static String rate(String counter) {
        return "sum(rate(" + counter + INSTANCE + "[$__rate_interval]))";
    }

    private static Panel latency() {
        return Panel.lines(
                "From receipt to acknowledgement",
                "",
                Field.unit("s").with("min", 0),
                new Query.Range(quantile("0.5"), "half of the messages"),
                new Query.Range(quantile("0.99"), "99 of 100"));
    }

    private static String quantile(String part) {
        return "histogram_quantile(" + part + ", sum by (le) (rate(citygauge_ack_seconds_bucket" + INSTANCE
                + "[$__rate_interval])))";
    }

    private static Panel pending() {
        return Panel.lines(
                "Journalled, not taken in yet",
                "",
                Field.unit("none").with("min", 0),
                new Query.Range("citygauge_journal_pending_messages" + INSTANCE, "messages"));
    }

    private static Panel disk() {
        return Panel.lines(
                "On disk",
                "",
                Field.unit("bytes").with("min", 0),
                new Query.Range("citygauge_journal_bytes" + INSTANCE, "journal"),
                new Query.Range("citygauge_archive_bytes" + INSTANCE, "archive"),
                new Query.Range("citygauge_disk_free_bytes" + INSTANCE, "free for the {{folder}}"));
    }

    private static Panel deadLetters() {
        return Panel.lines(
                        "Dead letters",
                        "",
                        Field.unit("none").with("min", 0),
                        new Query.Range("citygauge_dead_letters" + INSTANCE, "kept"),
                        new Query.Range("citygauge_dead_letters_let_go" + INSTANCE, "let go"))
                .linked(new Link.To("The dead letters", "${gateway}/api/v1/dead-letters", true));
    }

    private static Panel lag() {
        return Panel.lines(
                "Behind: live view and copies",
                "",
                Field.unit("s").with("min", 0),
                new Query.Range("citygauge_live_lag_seconds" + INSTANCE, "live view"),
                new Query.Range("citygauge_projection_lag_seconds" + INSTANCE, "{{projection}}"));
    }

    private static Panel points() {
        return Panel.lines(
                "Points written to the copies",
                "",
                Field.unit("cps").with("min", 0),
                new Query.Range(
                        "sum by (projection) (rate(citygauge_projection_points_written_total" + INSTANCE
                                + "[$__rate_interval]))",
                        "{{projection}}"));
    }

    private static Panel refused() {
        return Panel.lines(
                "Points set aside, attempts that failed",
                "Set aside: refused for what they are, and kept as dead letters. Away is tried again soon; denied needs somebody to see to it.",
                Field.unit("none").with("min", 0),
                new Query.Range(
                        "sum by (projection) (increase(citygauge_projection_points_set_aside_total" + INSTANCE
                                + "[$__rate_interval]))",
                        "{{projection}}: set aside"),
                new Query.Range(
                        "sum by (projection, cause) (increase(citygauge_projection_failures_total" + INSTANCE
                                + "[$__rate_interval]))",
                        "{{projection}}: {{cause}}"));
    }

    private static Panel rebuild() {
        return Panel.stat(
                "Rebuild",
                "How much of a rebuild is done; 100 % where none is under way.",
                "",
                Field.unit("percentunit").shares().with("decimals", 0),
                new Query.Instant("citygauge_projection_rebuild_ratio" + INSTANCE, "{{projection}}", false));
    }

    private static Panel connections() {
        return Panel.lines(
                "Connections, and what they lost",
                "",
                Field.unit("none").with("min", 0),
                new Query.Range("citygauge_listener_connections" + INSTANCE, "devices"),
                new Query.Range("sum(citygauge_subscriber_connected" + INSTANCE + ") or vector(0)", "brokers"),
                new Query.Range(
                        "increase(citygauge_listener_refused_total" + INSTANCE + "[$__rate_interval])", "refused"),
                new Query.Range("increase(citygauge_listener_lost_total" + INSTANCE + "[$__rate_interval])", "lost"));
    }

    private static Panel memory() {
        return Panel.lines(
                "Memory of the process",
                "",
                Field.unit("bytes").with("min", 0),
                new Query.Range("process_resident_memory_bytes" + INSTANCE, "resident"),
                new Query.Range("sum(jvm_memory_used_bytes{instance=\"$instance\", area=\"heap\"})", "heap"));
    }

    private static Panel kept(String title, String... counts) {
        return Panel.lines(
                title,
                "For longer ranges than Prometheus keeps.",
                Field.unit("cps").with("min", 0),
                List.of(counts).stream()
                        .map(count -> new Query.Series(InfluxQl.growth(count, GATEWAY), count.replace('_', ' ')))
                        .toArray(Query[]::new));
    }

    private static Panel keptLag() {
        return Panel.lines(
                "Behind",
                "",
                Field.unit("s").with("min", 0),
                new Query.Series(InfluxQl.recent("max", "live_lag_seconds", GATEWAY), "live view"),
                new Query.Series(InfluxQl.recent("max", "projection_lag_seconds", GATEWAY), "InfluxDB"));
    }
}
