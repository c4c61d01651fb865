package org.citygauge.aggregator.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.reading.MicroTime;

/** The readings of one sensor, part by part: ordered by time, then quantity, then event id. Blocks; for threads that may. */
final class RawReadings {
    private static final long FIRST_STRETCH = 6 * 3_600_000_000L;
    private static final long LONGEST_STRETCH = 64 * FIRST_STRETCH;

    private final ReadingStore store;

    RawReadings(ReadingStore store) {
        this.store = store;
    }

    private record Found(HourReading reading, String quantity) {
        private static final Comparator<Found> ORDER = Comparator.comparingLong(
                        (Found found) -> found.reading.timeMicros())
                .thenComparing(Found::quantity)
                .thenComparing(found -> found.reading.id());

        /** Where the list goes on behind this one. */
        String place() {
            return reading.timeMicros() + "|" + quantity.length() + "|" + quantity + reading.id();
        }

        boolean isBehind(String place) {
            String[] parts = place.split("\\|", 3);
            long time = Long.parseLong(parts[0]);
            int length = Integer.parseInt(parts[1]);
            int byTime = Long.compare(reading.timeMicros(), time);
            int byQuantity = byTime != 0 ? byTime : quantity.compareTo(parts[2].substring(0, length));
            return (byQuantity != 0 ? byQuantity : reading.id().compareTo(parts[2].substring(length))) > 0;
        }
    }

    /**
     * A part of the readings from {@code from} (included) to {@code to} (excluded), both in microseconds.
     *
     * @param next from {@link Page#next()}, or empty to begin
     * @return fails with {@link IllegalArgumentException} if {@code next} is none of ours
     */
    Page<RawReading> page(
            String sensor, Optional<String> quantity, long from, long to, int limit, Optional<String> next) {
        List<Series> series = store.ofSensor(sensor).stream()
                .filter(one ->
                        quantity.isEmpty() || quantity.get().equals(one.key().quantity()))
                .toList();
        long first = series.stream().mapToLong(Series::oldestMicros).min().orElse(Long.MAX_VALUE);
        long last = series.stream().mapToLong(Series::newestMicros).max().orElse(Long.MIN_VALUE);
        long at = Math.max(Math.max(from, first), next.map(RawReadings::time).orElse(Long.MIN_VALUE));
        long end = last == Long.MIN_VALUE ? at : Math.min(to, last + 1);
        var found = new ArrayList<Found>();
        for (long stretch = FIRST_STRETCH; at < end && found.size() <= limit; ) {
            long until = Math.min(end, at + stretch);
            for (Series one : series) {
                store.visit(
                        one,
                        at,
                        until,
                        Generations.ALL,
                        cursor ->
                                found.add(new Found(cursor.reading(), one.key().quantity())));
            }
            next.ifPresent(place -> found.removeIf(reading -> !reading.isBehind(place)));
            at = until;
            stretch = Math.min(LONGEST_STRETCH, stretch * 2);
        }
        found.sort(Found.ORDER);
        List<Found> part = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                part.stream().map(RawReadings::raw).toList(),
                part.size() < found.size() ? Optional.of(part.getLast().place()) : Optional.empty());
    }

    private static long time(String place) {
        try {
            String[] parts = place.split("\\|", 3);
            if (parts.length == 3 && Integer.parseInt(parts[1]) <= parts[2].length() && parts[1].charAt(0) != '-') {
                return Long.parseLong(parts[0]);
            }
        } catch (NumberFormatException made) {
            // told below
        }
        throw new IllegalArgumentException("next: is no place in this list");
    }

    private static RawReading raw(Found found) {
        HourReading reading = found.reading;
        return new RawReading(
                MicroTime.instant(reading.timeMicros()),
                found.quantity,
                reading.value(),
                reading.unit(),
                reading.id(),
                reading.revision(),
                reading.receiptTime(),
                reading.conflict());
    }
}
