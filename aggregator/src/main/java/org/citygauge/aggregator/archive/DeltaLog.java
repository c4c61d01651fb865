package org.citygauge.aggregator.archive;

import org.citygauge.aggregator.hour.ByteSource;
import org.citygauge.aggregator.hour.Bytes;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.reading.Decimal;

/** The readings taken in since the last commit, packed, in any order: taking them in again is a union and changes nothing. */
public final class DeltaLog {
    private static final int UNIT = 1;
    private static final int ID = 2;
    private static final int REVISION = 4;
    private static final int RECEIPT_TIME = 8;
    private static final int CONFLICT = 16;

    private final Bytes bytes = new Bytes(64 * 1024);
    private long lastTime;
    private int count;

    /** Takes what {@link #replay} finds. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int series, HourReading reading);
    }

    public void add(int series, HourReading reading) {
        bytes.putByte((reading.unit().isEmpty() ? 0 : UNIT)
                | (reading.id().isEmpty() ? 0 : ID)
                | (reading.revision() == 0 ? 0 : REVISION)
                | (reading.receiptTime() ? RECEIPT_TIME : 0)
                | (reading.conflict() ? CONFLICT : 0));
        bytes.putVarint(series);
        bytes.putSigned(reading.timeMicros() - lastTime);
        bytes.putSigned(reading.value().unscaled());
        bytes.putSigned(reading.value().scale());
        if (!reading.unit().isEmpty()) {
            bytes.putText(reading.unit());
        }
        if (!reading.id().isEmpty()) {
            bytes.putText(reading.id());
        }
        if (reading.revision() != 0) {
            bytes.putSigned(reading.revision());
        }
        lastTime = reading.timeMicros();
        count++;
    }

    public int count() {
        return count;
    }

    /** What was added since the last call. */
    public byte[] take() {
        byte[] taken = bytes.toArray();
        bytes.clear();
        lastTime = 0;
        count = 0;
        return taken;
    }

    /** Visits every reading in what {@link #take} gave. */
    public static void replay(byte[] delta, Visitor visitor) {
        var source = new ByteSource(delta, 0, delta.length);
        long time = 0;
        while (source.hasMore()) {
            int control = source.takeByte();
            int series = (int) source.takeVarint();
            time += source.takeSigned();
            var value = new Decimal(source.takeSigned(), (int) source.takeSigned());
            String unit = (control & UNIT) == 0 ? "" : source.takeText().intern();
            String id = (control & ID) == 0 ? "" : source.takeText();
            long revision = (control & REVISION) == 0 ? 0 : source.takeSigned();
            visitor.visit(
                    series,
                    new HourReading(
                            time, value, unit, id, revision, (control & RECEIPT_TIME) != 0, (control & CONFLICT) != 0));
        }
    }
}
