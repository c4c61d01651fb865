package org.citygauge.grafana;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the fields of a panel are shown: defaults, and what some fields have instead. */
final class Field {
    private static final Map<String, Object> STATUS = Json.object(
            "type",
            "value",
            "options",
            Json.object(
                    "1", Json.object("text", "computed", "color", "green", "index", 0),
                    "0", Json.object("text", "missing", "color", "orange", "index", 1),
                    "-1", Json.object("text", "undefined", "color", "purple", "index", 2)));

    private final Map<String, Object> defaults = new LinkedHashMap<>();
    private final List<Map<String, Object>> overrides = new ArrayList<>();

    static Field unit(String unit) {
        var field = new Field();
        field.defaults.put("unit", unit);
        return field;
    }

    /** The default {@code key} of all fields. */
    Field with(String key, Object value) {
        defaults.put(key, value);
        return this;
    }

    Field shares() {
        return with("min", 0).with("max", 1);
    }

    /** The fields of this name are shown otherwise. */
    Field where(String name, Object... idsAndValues) {
        var properties = new ArrayList<Map<String, Object>>();
        Json.object(idsAndValues).forEach((id, value) -> properties.add(Json.object("id", id, "value", value)));
        overrides.add(Json.object("matcher", Json.object("id", "byName", "options", name), "properties", properties));
        return this;
    }

    /** Fields {@code status}: in words, with their colour. */
    Field statusInWords() {
        return where("status", "mappings", List.of(STATUS), "unit", "none");
    }

    /** Fields {@code completeness}: as a percentage. */
    Field completenessInPercent() {
        return where("completeness", "unit", "percentunit", "decimals", 1);
    }

    /** Green up to the first of these pairs of limit and colour. */
    Field thresholds(Object... limitsAndColours) {
        var steps = new ArrayList<Map<String, Object>>();
        steps.add(Json.object("color", "green", "value", NullNode.getInstance()));
        for (int i = 0; i < limitsAndColours.length; i += 2) {
            steps.add(Json.object("color", limitsAndColours[i + 1], "value", limitsAndColours[i]));
        }
        return with("color", Json.object("mode", "thresholds"))
                .with("thresholds", Json.object("mode", "absolute", "steps", steps));
    }

    /** A mapping from values to the words that stand for them. */
    static Map<String, Object> words(Map<String, String> words) {
        var options = new LinkedHashMap<String, Object>();
        words.forEach((value, text) -> options.put(value, Json.object("text", text, "index", options.size())));
        return Json.object("type", "value", "options", options);
    }

    Map<String, Object> json() {
        return Json.object("defaults", defaults, "overrides", overrides);
    }
}
