package org.citygauge.gateway.run;

import java.util.Map;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.engine.Unregistered;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.metric.Metrics;

/** What an operator sees of the archive: whether it takes in, and what it had to let go or refuse for want of room. */
final class ArchiveSight {
    private ArchiveSight() {}

    static Health check(LiveCity city) {
        Archive.DeadLetterCount letters = city.deadLetterCount();
        Unregistered unregistered = city.unregistered();
        String problem = city.intakeProblem().orElse("");
        boolean crowded = isCrowded(unregistered);
        Map<String, Object> detail = Map.of(
                "problem",
                problem.isEmpty() && crowded
                        ? "more is sent by unregistered sensors than max_unregistered_sensors allows"
                        : problem,
                "deadLetters",
                letters.kept(),
                "deadLettersLetGo",
                letters.letGo(),
                "unregisteredSensors",
                unregistered.sensors(),
                "unregisteredQuantities",
                unregistered.furtherQuantities());
        if (!problem.isEmpty()) {
            return Health.down(detail);
        }
        return crowded ? Health.degraded(detail) : Health.ok(detail);
    }

    private static boolean isCrowded(Unregistered unregistered) {
        int most = unregistered.most();
        return most > 0 && (unregistered.sensors() >= most || unregistered.furtherQuantities() >= most);
    }

    static void show(LiveCity city, Metrics metrics) {
        metrics.gauge(
                "citygauge.dead.letters",
                "Dead letters that are kept",
                () -> city.deadLetterCount().kept());
        metrics.gauge(
                "citygauge.dead.letters.let.go",
                "Dead letters that had to go for want of room, since the archive was made",
                () -> city.deadLetterCount().letGo());
        metrics.gauge(
                "citygauge.unregistered.sensors",
                "Sensors that send without being registered",
                () -> city.unregistered().sensors());
        metrics.gauge(
                "citygauge.unregistered.quantities",
                "Quantities that are sent without being registered, besides the first of each sensor",
                () -> city.unregistered().furtherQuantities());
    }
}
