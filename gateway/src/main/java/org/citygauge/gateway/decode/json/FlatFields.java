package org.citygauge.gateway.decode.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.citygauge.aggregator.engine.Decoded.Good;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.reading.Decimal;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.gateway.decode.json.JsonMapping.SensorId;
import org.jspecify.annotations.Nullable;

/** Which member of a flat object is what, and what stands for the members that are not there. */
final class FlatFields {
    private static final byte[] NO_NAME = {};
    private static final int OTHER = -1;
    private static final int VALUE = 0;
    private static final int TIME = 1;
    private static final int UNIT = 2;
    private static final int ID = 3;
    private static final int REVISION = 4;
    private static final int SENSOR = 5;
    private static final int QUANTITY = 6;

    private final byte[][] names;
    private final SensorId sensor;
    private final String suffix;
    private final String unit;
    private final String quantity;
    private final RecentUnit units = new RecentUnit();

    FlatFields(JsonMapping mapping) {
        JsonMapping.Value its = mapping.values().getFirst();
        sensor = mapping.sensor();
        suffix = its.sensorSuffix().orElse("");
        unit = its.unit().orElse("");
        quantity = its.quantity().orElse("");
        names = new byte[][] {
            name(Optional.of(its.value())),
            name(mapping.time()),
            name(its.unitAt()),
            name(mapping.id()),
            name(mapping.revision()),
            name(sensor instanceof SensorId.Pointer(var pointer) ? Optional.of(pointer) : Optional.empty()),
            name(its.quantityAt())
        };
    }

    private static byte[] name(Optional<String> pointer) {
        return pointer.map(text -> Pointer.parse(text).tokens().getFirst().getBytes(StandardCharsets.UTF_8))
                .orElse(NO_NAME);
    }

    private int fieldAt(FlatCursor cursor) {
        for (int field = 0; field < names.length; field++) {
            if (names[field].length > 0 && cursor.textIs(names[field])) {
                return field;
            }
        }
        return OTHER;
    }

    /** The reading of the object that comes next; null if that is not plain or has a flaw. */
    @Nullable
    Good read(FlatCursor cursor, Entry entry) {
        if (!cursor.take('{')) {
            return null;
        }
        var found = new Found(entry);
        do {
            if (!cursor.takeText()) {
                return null;
            }
            int field = fieldAt(cursor);
            if (!cursor.take(':') || !found.take(field, cursor)) {
                return null;
            }
        } while (cursor.take(','));
        return cursor.take('}') ? found.reading() : null;
    }

    /** The members of one object. */
    private final class Found {
        private final Entry entry;
        private int seen;
        private @Nullable Decimal value;
        private long micros;
        private boolean timed;
        private @Nullable String its = unit;
        private String of = quantity;
        private String id = "";
        private String name = "";
        private long revision;

        Found(Entry entry) {
            this.entry = entry;
        }

        /** Takes a member's value; whether it could. Of several with one name the last holds, which is not for here. */
        boolean take(int field, FlatCursor cursor) {
            if (field != OTHER && (seen & 1 << field) != 0) {
                return false;
            }
            seen |= field == OTHER ? 0 : 1 << field;
            boolean isText = cursor.isAt('"');
            if (isText ? !cursor.takeText() : !cursor.takeNumber()) {
                return false;
            }
            return field == OTHER || (isText ? takeText(field, cursor) : takeNumber(field, cursor));
        }

        private boolean takeNumber(int field, FlatCursor cursor) {
            switch (field) {
                case VALUE -> value = cursor.number();
                case TIME -> {
                    timed = true;
                    micros = Timestamp.ofWhole(cursor.whole());
                    return cursor.isWhole() && cursor.whole() >= 0;
                }
                case REVISION -> {
                    revision = cursor.whole();
                    return cursor.isWhole();
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean takeText(int field, FlatCursor cursor) {
            switch (field) {
                case TIME -> {
                    timed = true;
                    OptionalLong time = Timestamp.micros(cursor.text());
                    micros = time.orElse(0);
                    return time.isPresent();
                }
                case UNIT -> {
                    its = units.at(cursor);
                    return its != null;
                }
                case ID -> {
                    id = cursor.text();
                    return id.length() <= Reading.MAX_ID;
                }
                case SENSOR -> name = cursor.text();
                case QUANTITY -> {
                    of = cursor.text();
                    return of.length() <= SeriesKey.MAX_LENGTH;
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Nullable
        Good reading() {
            String base = sensor instanceof SensorId.Pointer ? name : ElementReader.sensorIn(topic(), sensor);
            String whole = suffix.isEmpty() ? base : base + suffix;
            if (value == null || its == null || base.isBlank() || !ElementFields.isSensorId(whole)) {
                return null;
            }
            long time = timed ? micros : entry.receiptMicros();
            return new Good(new Reading(new SeriesKey(whole, of), time, value, its, id, revision, !timed));
        }

        private String topic() {
            return entry.message().topic();
        }
    }
}
