package org.citygauge.aggregator.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.citygauge.aggregator.hour.HourCursor;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.register.Sensor;

/** Looks at the readings of one row, in order of time, and tells their {@link SensorTrace}. */
final class RowTrace {
    private final Sensor row;
    private final UnitFactors factors;
    private final long from;
    private final long to;
    private final long slotMicros;
    private final MessageDigest digest = sha256();
    private final StringBuilder line = new StringBuilder(64);
    private long readings;
    private long lastSlot = -1;
    private long gaps;
    private long longest;

    /** @param from where the part of the year begins that it is valid in, in microseconds, as {@code to} is where that ends */
    RowTrace(Sensor row, UnitFactors factors, long from, long to) {
        this.row = row;
        this.factors = factors;
        this.from = from;
        this.to = to;
        this.slotMicros = ContributionFold.slotMicros(row);
    }

    void add(HourCursor cursor) {
        if (cursor.timeMicros() < from || cursor.timeMicros() >= to) {
            return;
        }
        HourReading reading = cursor.reading();
        line.setLength(0);
        line.append(reading.timeMicros())
                .append(',')
                .append(reading.value())
                .append(',')
                .append(reading.unit())
                .append(',')
                .append(reading.id())
                .append(',')
                .append(reading.revision())
                .append('\n');
        digest.update(line.toString().getBytes(StandardCharsets.UTF_8));
        readings++;
        if (factors.factor(reading.unit(), row.unit()).isPresent()) {
            long slot = (reading.timeMicros() - from) / slotMicros;
            gapUpTo(slot);
            lastSlot = slot;
        }
    }

    private void gapUpTo(long slot) {
        long empty = slot - lastSlot - 1;
        if (empty > 0) {
            gaps++;
            longest = Math.max(longest, empty);
        }
    }

    SensorTrace end() {
        gapUpTo(Math.max(0, to - from) / slotMicros);
        Duration longestGap = Duration.ofNanos(longest * slotMicros * 1_000);
        return new SensorTrace(gaps, longestGap, readings, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
