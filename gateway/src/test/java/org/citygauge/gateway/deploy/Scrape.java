package org.citygauge.gateway.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gateway showed at {@code /metrics}: types and labels by the name of the metric. */
record Scrape(Map<String, String> types, Map<String, Set<String>> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:0-9]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static Scrape of(String text) {
        var types = new TreeMap<String, String>();
        var labels = new TreeMap<String, Set<String>>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Set<String> names = labels.computeIfAbsent(base(sample.group(1), types), name -> new TreeSet<>());
                for (Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2)); label.find(); ) {
                    names.add(label.group(1));
                }
                names.remove("le");
            }
        }
        return new Scrape(types, labels);
    }

    /** The metric a sample belongs to: histograms and summaries show theirs under names of their own. */
    private static String base(String sample, Map<String, String> types) {
        String whole = sample.replaceAll("_(bucket|count|sum)$", "");
        return types.containsKey(sample) ? sample : whole;
    }
}
