package org.citygauge.aggregator.hour;

import java.math.BigDecimal;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;

/**
 * A reading inside the hour of its series; identified there by time and id.
 *
 * @param conflict whether different values were sent for this identity
 */
public record HourReading(
        long timeMicros, Decimal value, String unit, String id, long revision, boolean receiptTime, boolean conflict)
        implements TimedValue {

    @Override
    public BigDecimal bigValue() {
        return value.toBigDecimal();
    }

    public static HourReading of(Reading reading) {
        return new HourReading(
                reading.timeMicros(),
                reading.value(),
                reading.unit(),
                reading.id(),
                reading.revision(),
                reading.receiptTime(),
                false);
    }

    /** Orders by time, then id. */
    int compareIdentity(HourReading other) {
        int byTime = Long.compare(timeMicros, other.timeMicros);
        return byTime != 0 ? byTime : id.compareTo(other.id);
    }

    boolean saysTheSameAs(HourReading other) {
        return value.equals(other.value) && unit.equals(other.unit);
    }

    /**
     * What holds of two readings of one identity: the higher revision, then the greater value, then the later unit in the alphabet.
     * Commutative and associative, so that the order of arrival does not matter.
     */
    public HourReading joinedWith(HourReading other) {
        HourReading winner = beats(other) ? this : other;
        return new HourReading(
                timeMicros,
                winner.value,
                winner.unit,
                id,
                Math.max(revision, other.revision),
                receiptTime && other.receiptTime,
                conflict || other.conflict || !saysTheSameAs(other));
    }

    private boolean beats(HourReading other) {
        if (revision != other.revision) {
            return revision > other.revision;
        }
        int byValue = value.compareTo(other.value);
        return byValue != 0 ? byValue > 0 : unit.compareTo(other.unit) >= 0;
    }
}
