package org.citygauge.gateway.load;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of all that was loaded.
 *
 * @param unreadable rows, and files, that could not be read
 * @param unsent readings that the gateway did not take
 */
public record LoadReport(
        long received,
        long stored,
        long duplicate,
        Map<String, Long> rejected,
        long unreadable,
        long unsent,
        Duration time) {
    public LoadReport {
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** Whether everything in the files reached the gateway. */
    public boolean complete() {
        return unreadable == 0 && unsent == 0;
    }

    @Override
    public String toString() {
        long rejectedInAll =
                rejected.values().stream().mapToLong(Long::longValue).sum();
        String reasons = rejected.entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        return "received " + received + ", stored " + stored + ", duplicate " + duplicate + ", rejected "
                + rejectedInAll + (rejected.isEmpty() ? "" : reasons)
                + (unreadable > 0 ? "\nunreadable rows " + unreadable : "")
                + (unsent > 0 ? "\nnot sent " + unsent : "")
                + String.format(java.util.Locale.ROOT, "%n%.1f s, %.0f readings/s", seconds, received / seconds);
    }
}
