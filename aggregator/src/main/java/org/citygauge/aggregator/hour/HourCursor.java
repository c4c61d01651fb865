package org.citygauge.aggregator.hour;

import org.citygauge.aggregator.reading.Decimal;

/** Walks through the readings of an {@link HourSet}, by time, then id. Not to be shared. */
public final class HourCursor implements TimedValue {
    static final int DELTA_UNIT = 3;
    static final int SCALE = 4;
    static final int UNIT = 8;
    static final int ID = 16;
    static final int REVISION = 32;
    static final int RECEIPT_TIME = 64;
    static final int CONFLICT = 128;

    private static final long[] MICROS_PER_DELTA = {1, 1_000, 1_000_000, 0};

    private final ByteSource source;
    private int control;
    private long time;
    private long unscaled;
    private int scale;
    private String unit = "";
    private String id = "";
    private long revision;

    HourCursor(byte[] bytes, int length, long startMicros) {
        this.source = new ByteSource(bytes, 0, length);
        this.time = startMicros;
    }

    /** Goes on behind a mark. */
    HourCursor(byte[] bytes, int length, Marks.Mark mark) {
        this.source = new ByteSource(bytes, mark.position(), length);
        this.time = mark.timeMicros();
        this.unscaled = mark.unscaled();
        this.scale = mark.scale();
        this.unit = mark.unit();
    }

    /** Where it stands. */
    Marks.Mark mark() {
        return new Marks.Mark(source.position(), time, unscaled, scale, unit);
    }

    /** Moves to the next reading; false at the end. */
    public boolean next() {
        if (!source.hasMore()) {
            return false;
        }
        control = source.takeByte();
        int deltaUnit = control & DELTA_UNIT;
        if (deltaUnit != 3) {
            time += source.takeVarint() * MICROS_PER_DELTA[deltaUnit];
        }
        if ((control & SCALE) != 0) {
            scale = (int) source.takeSigned();
        }
        unscaled += source.takeSigned();
        if ((control & UNIT) != 0) {
            unit = source.takeText().intern();
        }
        id = (control & ID) != 0 ? source.takeText() : "";
        revision = (control & REVISION) != 0 ? source.takeSigned() : 0;
        return true;
    }

    @Override
    public long timeMicros() {
        return time;
    }

    public Decimal value() {
        return new Decimal(unscaled, scale);
    }

    @Override
    public java.math.BigDecimal bigValue() {
        return java.math.BigDecimal.valueOf(unscaled, scale);
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public boolean receiptTime() {
        return (control & RECEIPT_TIME) != 0;
    }

    @Override
    public boolean conflict() {
        return (control & CONFLICT) != 0;
    }

    public HourReading reading() {
        return new HourReading(time, value(), unit, id, revision, receiptTime(), conflict());
    }

    /** Where the next reading begins. */
    int position() {
        return source.position();
    }

    long unscaled() {
        return unscaled;
    }

    int scale() {
        return scale;
    }

    String id() {
        return id;
    }
}
