package org.citygauge.gateway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.citygauge.gateway.decode.json.JsonMapping.SensorId;
import org.citygauge.gateway.decode.json.JsonMapping.Value;
import org.citygauge.indicators.measure.Unit;

/**
 * Reads how the payloads of a source are mapped. Where a source names no value, the default payload is read; where it does, only
 * what it names.
 */
final class MappingReader {
    private static final JsonMapping DEFAULT = JsonMapping.DEFAULT;

    private MappingReader() {}

    static JsonMapping read(Section source) {
        Optional<String> each = source.pointer("each");
        SensorId sensor = sensor(source);
        Optional<String> time = source.pointer("time");
        Optional<String> id = source.pointer("id");
        Optional<String> revision = source.pointer("revision");
        List<Value> values = values(source);
        return values.isEmpty()
                ? new JsonMapping(
                        each,
                        sensor,
                        time.or(DEFAULT::time),
                        DEFAULT.values(),
                        id.or(DEFAULT::id),
                        revision.or(DEFAULT::revision))
                : new JsonMapping(each, sensor, time, values, id, revision);
    }

    private static SensorId sensor(Section source) {
        if (source.isSection("sensor")) {
            Section level = source.sectionOrEmpty("sensor");
            int index = level.whole("level", -1, 0, 100);
            if (index < 0 && !level.has("level")) {
                level.problem("level", "is missing; levels of the topic count from 0");
            }
            level.finish();
            return index < 0 ? new SensorId.LastTopicLevel() : new SensorId.TopicLevel(index);
        }
        return source.sound("sensor", MappingReader::flawOfSensor)
                .filter(text -> !text.equals("last"))
                .<SensorId>map(SensorId.Pointer::new)
                .orElseGet(SensorId.LastTopicLevel::new);
    }

    private static Optional<String> flawOfSensor(String text) {
        return text.equals("last")
                        || (text.startsWith("/")
                                && JsonMapping.flawOfPointer(text).isEmpty())
                ? Optional.empty()
                : Optional.of(
                        "\"" + text + "\" is neither last, nor {level: N}, nor a JSON Pointer such as /device/id");
    }

    private static List<Value> values(Section source) {
        Optional<Value> single = source.has("value") ? Optional.of(value(source)) : Optional.empty();
        List<Section> sections = source.sections("values");
        if (single.isEmpty()) {
            List.of("unit", "unit_at", "quantity", "quantity_at", "sensor_suffix").stream()
                    .filter(source::has)
                    .forEach(key -> source.problem(key, "needs a value beside it; for example: value: /value"));
            return several(sections);
        }
        if (!sections.isEmpty()) {
            source.problem("values", "give either value or values");
        }
        return List.of(single.get());
    }

    private static List<Value> several(List<Section> sections) {
        var values = new ArrayList<Value>();
        Map<List<String>, Integer> names = new HashMap<>();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (!section.has("value")) {
                section.problem("value", "is missing; for example: value: /temperature");
            }
            Value value = value(section);
            values.add(value);
            section.finish();
            Integer same = names.putIfAbsent(
                    List.of(
                            value.sensorSuffix().orElse(""),
                            value.quantity().orElse(""),
                            value.quantityAt().orElse("")),
                    i);
            if (same != null) {
                section.problem(
                        "value", "cannot be told from values[" + same + "]: give it a quantity or a sensor_suffix");
            }
        }
        return values;
    }

    private static Value value(Section section) {
        return new Value(
                section.pointerOrWhole("value").orElse(""),
                section.sound("unit", MappingReader::flawOfUnit),
                section.pointer("unit_at"),
                section.text("quantity"),
                section.pointer("quantity_at"),
                section.text("sensor_suffix"));
    }

    private static Optional<String> flawOfUnit(String code) {
        return Unit.parse(code).isPresent()
                ? Optional.empty()
                : Optional.of("\"" + code + "\" is no UCUM unit; for example: kW.h, m3, Cel, {vehicle}");
    }
}
