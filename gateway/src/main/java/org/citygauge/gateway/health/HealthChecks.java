package org.citygauge.gateway.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All checks of a running gateway, by name. Parts add theirs when they start. Safe for use by many threads. */
public final class HealthChecks {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

    private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();

    /**
     * Adds a check, or puts it in the place of the one of that name.
     *
     * @return takes it away again when run
     */
    public Runnable add(String name, HealthCheck check) {
        checks.put(name, check);
        return () -> checks.remove(name, check);
    }

    /** Asks every part. */
    public Report report() {
        var answers = new LinkedHashMap<String, Health>();
        checks.forEach((name, check) -> answers.put(name, ask(name, check)));
        return new Report(answers);
    }

    private static Health ask(String name, HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException surprise) {
            LOG.warn("Health check {} failed", name, surprise);
            return Health.down(Map.of("problem", "the check itself failed; see the log"));
        }
    }

    /** What all parts said, by name. */
    public record Report(Map<String, Health> parts) {
        /** Whether no part is down. */
        public boolean ready() {
            return parts.values().stream().noneMatch(part -> part.status() == Health.Status.DOWN);
        }
    }
}
