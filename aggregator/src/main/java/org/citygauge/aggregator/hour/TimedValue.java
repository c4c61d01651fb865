package org.citygauge.aggregator.hour;

import java.math.BigDecimal;

/** What adding up needs to know of a reading. */
public interface TimedValue {
    long timeMicros();

    BigDecimal bigValue();

    /** The unit as sent, or empty. */
    String unit();

    /** Whether the time is ours. */
    boolean receiptTime();

    /** Whether different values were sent for it. */
    boolean conflict();
}
