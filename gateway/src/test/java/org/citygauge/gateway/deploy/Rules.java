package org.citygauge.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recording and alerting rules: their expressions by their names. */
record Rules(Map<String, String> recorded, Map<String, String> alerting) {
    private static final Pattern NAME = Pattern.compile("\\b(?:citygauge|process|jvm|system)[_:][a-z0-9_:]+");

    static Rules read(Path file) throws IOException {
        var recorded = new TreeMap<String, String>();
        var alerting = new TreeMap<String, String>();
        for (JsonNode group : new YAMLMapper().readTree(file.toFile()).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                String expression = rule.get("expr").asText();
                if (rule.has("record")) {
                    recorded.put(rule.get("record").asText(), expression);
                } else {
                    alerting.put(rule.get("alert").asText(), expression);
                }
            }
        }
        return new Rules(recorded, alerting);
    }

    Set<String> alerts() {
        return new TreeSet<>(alerting.keySet());
    }

    /** The metrics an alert asks for, through what is recorded, too. */
    Set<String> asksFor(String alert) {
        return namesIn(alerting.getOrDefault(alert, ""));
    }

    /** The metrics that all rules ask for. */
    Set<String> namesAsked() {
        var all = new TreeSet<String>();
        recorded.values().forEach(expression -> all.addAll(namesIn(expression)));
        alerting.values().forEach(expression -> all.addAll(namesIn(expression)));
        return all;
    }

    private Set<String> namesIn(String expression) {
        var names = new TreeSet<String>();
        for (Matcher matcher = NAME.matcher(expression); matcher.find(); ) {
            String name = matcher.group();
            if (recorded.containsKey(name)) {
                names.addAll(namesIn(recorded.getOrDefault(name, "")));
            } else {
                names.add(name);
            }
        }
        return names;
    }
}
