package org.citygauge.gateway.decode.json;

import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.engine.Decoded.Bad;
import org.citygauge.aggregator.engine.Decoded.Good;
import org.citygauge.aggregator.engine.Decoded.Outcome;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.aggregator.reading.RejectedReading;
import org.citygauge.aggregator.reading.SeriesKey;
import org.citygauge.gateway.decode.json.JsonMapping.SensorId;
import org.jspecify.annotations.Nullable;

/** Reads the elements of a message by a mapping. An element with several flaws is rejected for the first in the order of the reasons. */
final class ElementReader {
    private static final KnownUnits UNITS = new KnownUnits();

    private final SensorId sensor;
    private final @Nullable Pointer sensorAt;
    private final @Nullable Pointer time;
    private final @Nullable Pointer id;
    private final @Nullable Pointer revision;
    private final List<ValuePath> values;

    ElementReader(JsonMapping mapping) {
        sensor = mapping.sensor();
        sensorAt = mapping.sensor() instanceof SensorId.Pointer(var pointer) ? Pointer.parse(pointer) : null;
        time = compiled(mapping.time());
        id = compiled(mapping.id());
        revision = compiled(mapping.revision());
        values = mapping.values().stream().map(ValuePath::new).toList();
    }

    private static @Nullable Pointer compiled(Optional<String> pointer) {
        return pointer.map(Pointer::parse).orElse(null);
    }

    /** A value's pointers, compiled. */
    private record ValuePath(
            Pointer value,
            String unit,
            @Nullable Pointer unitAt,
            String quantity,
            @Nullable Pointer quantityAt,
            String sensorSuffix) {
        ValuePath(JsonMapping.Value value) {
            this(
                    Pointer.parse(value.value()),
                    value.unit().orElse(""),
                    compiled(value.unitAt()),
                    value.quantity().orElse(""),
                    compiled(value.quantityAt()),
                    value.sensorSuffix().orElse(""));
        }
    }

    /** Whether there is something to read in a payload that is neither an object nor an array. */
    boolean readsBareValues() {
        return values.stream().anyMatch(path -> path.value().tokens().isEmpty());
    }

    /**
     * Adds one outcome for each value.
     *
     * @param root the message the element is in
     * @param place where in it, such as {@code .readings[3]}; empty for the message itself
     */
    void read(Entry entry, Json root, Json element, String place, List<Outcome> outcomes) {
        for (int i = 0; i < values.size(); i++) {
            outcomes.add(outcome(values.get(i), entry, new ElementFields(root, element, place)));
        }
    }

    private Outcome outcome(ValuePath path, Entry entry, ElementFields fields) {
        String name = sensor(path, entry, fields);
        String quantity = fields.text(path.quantityAt(), path.quantity(), RejectedReading.NO_SENSOR);
        String event = fields.eventId(id);
        var value = fields.value(path.value());
        long version = fields.revision(revision);
        String unit = fields.unit(path.unitAt(), path.unit(), UNITS);
        Json sent = fields.find(time);
        long micros = sent == null ? entry.receiptMicros() : fields.time(time, sent);
        Bad flaw = fields.flaw();
        return flaw != null
                ? flaw
                : new Good(
                        new Reading(new SeriesKey(name, quantity), micros, value, unit, event, version, sent == null));
    }

    private String sensor(ValuePath path, Entry entry, ElementFields fields) {
        String topic = entry.message().topic();
        String base = sensorAt == null ? sensorIn(topic, sensor) : fields.text(sensorAt, "", RejectedReading.NO_SENSOR);
        return fields.sensor(base, path.sensorSuffix(), () -> sensorPlace(topic, fields));
    }

    /** What the topic names as the sensor; empty where the sensor is named elsewhere, or nowhere. */
    static String sensorIn(String topic, SensorId sensor) {
        return switch (sensor) {
            case SensorId.LastTopicLevel() -> topic.substring(topic.lastIndexOf('/') + 1);
            case SensorId.TopicLevel(int index) -> level(topic, index);
            case SensorId.Pointer pointer -> "";
        };
    }

    private static String level(String topic, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            int slash = topic.indexOf('/', from);
            if (slash < 0) {
                return "";
            }
            from = slash + 1;
        }
        int to = topic.indexOf('/', from);
        return topic.substring(from, to < 0 ? topic.length() : to);
    }

    private String sensorPlace(String topic, ElementFields fields) {
        return switch (sensor) {
            case SensorId.LastTopicLevel() -> "the last level of the topic \"" + Json.clip(topic) + "\"";
            case SensorId.TopicLevel(int index) ->
                "level " + index + " (from 0) of the topic \"" + Json.clip(topic) + "\"";
            case SensorId.Pointer pointer -> fields.place(sensorAt);
        };
    }
}
