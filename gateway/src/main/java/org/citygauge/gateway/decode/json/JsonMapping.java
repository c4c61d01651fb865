package org.citygauge.gateway.decode.json;

import java.util.List;
import java.util.Optional;

/**
 * How JSON payloads of one source become readings. Paths are JSON Pointers (RFC 6901); inside {@code each} they are looked up in
 * the element first and, where it has none, in the message.
 *
 * @param each pointer to an array (or an object, whose members count) whose elements are read one by one; without it a root that
 *     is an array counts as one
 * @param sensor where the sensor's id comes from
 * @param time pointer to the time; where it leads nowhere, the receipt time counts
 * @param values at least one; each yields a reading
 * @param id pointer to the event id
 * @param revision pointer to the revision
 */
public record JsonMapping(
        Optional<String> each,
        SensorId sensor,
        Optional<String> time,
        List<Value> values,
        Optional<String> id,
        Optional<String> revision) {

    /** The mapping of a source that has none: the default payload, the sensor named by the last topic level. */
    public static final JsonMapping DEFAULT = new JsonMapping(
            Optional.empty(),
            new SensorId.LastTopicLevel(),
            Optional.of("/time"),
            List.of(new Value(
                    "/value",
                    Optional.empty(),
                    Optional.of("/unit"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            Optional.of("/id"),
            Optional.of("/revision"));

    public JsonMapping {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a mapping without values");
        }
    }

    /** @return why {@code text} is no JSON Pointer; empty when it is one */
    public static Optional<String> flawOfPointer(String text) {
        return Pointer.flaw(text);
    }

    /** Where a sensor's id comes from. */
    public sealed interface SensorId {
        record LastTopicLevel() implements SensorId {}

        /** The topic's level {@code index}, counted from 0. */
        record TopicLevel(int index) implements SensorId {}

        record Pointer(String pointer) implements SensorId {}
    }

    /**
     * One value in a payload.
     *
     * @param value pointer to the number
     * @param unit a fixed unit, where the payload names none
     * @param unitAt pointer to the unit
     * @param quantity a fixed quantity
     * @param quantityAt pointer to the quantity
     * @param sensorSuffix appended to the sensor's id, for messages of devices with several sensors
     */
    public record Value(
            String value,
            Optional<String> unit,
            Optional<String> unitAt,
            Optional<String> quantity,
            Optional<String> quantityAt,
            Optional<String> sensorSuffix) {}
}
