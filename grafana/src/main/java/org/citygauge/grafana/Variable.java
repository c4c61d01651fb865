package org.citygauge.grafana;

import java.util.List;
import java.util.Map;

/** What can be chosen above a dashboard, or is kept out of its queries. */
sealed interface Variable {
    /** Answered by a datasource whenever the dashboard is opened; the first answer is chosen. */
    record Asked(String name, String label, Datasource datasource, Object query, Order order, boolean hidden)
            implements Variable {}

    /** One of several spans of time. */
    record Span(String name, String label, List<String> spans, String chosen) implements Variable {}

    /** The same for everybody. */
    record Fixed(String name, String value) implements Variable {}

    /** A text that an address may carry ({@code var-name=…}). */
    record Text(String name, String value) implements Variable {}

    /** In which order answers stand. */
    enum Order {
        AS_ANSWERED(0),
        ALPHABETICAL(1),
        NEWEST_FIRST(4);

        private final int code;

        Order(int code) {
            this.code = code;
        }
    }

    String name();

    default Map<String, Object> json() {
        return switch (this) {
            case Asked asked -> {
                Map<String, Object> json = begin("query", asked.name(), asked.hidden());
                json.put("label", asked.label());
                json.put("datasource", asked.datasource().reference());
                json.put("query", asked.query());
                json.put("refresh", 1);
                json.put("sort", asked.order().code);
                json.put("multi", false);
                json.put("includeAll", false);
                yield json;
            }
            case Span span -> {
                Map<String, Object> json = begin("interval", span.name(), false);
                json.put("label", span.label());
                json.put("query", String.join(",", span.spans()));
                json.put("refresh", 2);
                json.put("current", option(span.chosen(), true));
                json.put(
                        "options",
                        span.spans().stream()
                                .map(it -> option(it, it.equals(span.chosen())))
                                .toList());
                yield json;
            }
            case Fixed fixed -> valued("constant", fixed.name(), fixed.value());
            case Text text -> valued("textbox", text.name(), text.value());
        };
    }

    private static Map<String, Object> valued(String type, String name, String value) {
        Map<String, Object> json = begin(type, name, true);
        json.put("query", value);
        json.put("current", option(value, true));
        json.put("options", List.of(option(value, true)));
        return json;
    }

    private static Map<String, Object> begin(String type, String name, boolean hidden) {
        return Json.object("type", type, "name", name, "hide", hidden ? 2 : 0);
    }

    private static Map<String, Object> option(String value, boolean selected) {
        return Json.object("text", value, "value", value, "selected", selected);
    }
}
