package org.citygauge.gateway.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.live.City;

/** The checks every gateway has. */
public final class StandardChecks {
    /** The live view is renewed every second; one that is this old shows that its maker is stuck. */
    private static final Duration STALE = Duration.ofSeconds(60);

    private StandardChecks() {}

    /** Whether the journal takes messages in. A full one holds publishers back, so that the gateway is not ready. */
    public static HealthCheck journal(Journal journal) {
        return () -> {
            Optional<String> why = journal.heldBack();
            Map<String, Object> detail =
                    Map.of("full", why.isPresent(), "reason", why.orElse(""), "bytes", journal.bytes());
            return why.isEmpty() ? Health.ok(detail) : Health.down(detail);
        };
    }

    /** How old the live view is, and what waits in the journal to be taken in. */
    public static HealthCheck liveView(City city, InstantSource clock) {
        return () -> {
            Duration age = Duration.between(city.now().asOf(), clock.instant());
            Map<String, Object> detail = Map.of(
                    "ageSeconds",
                    Math.max(0, age.toMillis()) / 1000.0,
                    "pendingMessages",
                    city.books().messages().pending());
            return age.compareTo(STALE) > 0 ? Health.degraded(detail) : Health.ok(detail);
        };
    }

    /** Whether closed years still come to what they did when they were closed. */
    public static HealthCheck closedYears(Supplier<Optional<String>> problem) {
        return () -> problem.get()
                .map(what -> Health.degraded(Map.of("problem", what)))
                .orElseGet(() -> Health.ok(Map.of()));
    }

    /** Problems of files that were edited while the gateway runs; it goes on with the last good ones. */
    public static HealthCheck files(Supplier<List<String>> problems) {
        return () -> {
            List<String> found = problems.get();
            return found.isEmpty() ? Health.ok(Map.of()) : Health.degraded(Map.of("problems", found));
        };
    }
}
