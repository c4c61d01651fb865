package org.citygauge.gateway.snapshot.bag;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of SHA-256 and path, as {@code sha256sum -c} reads them. */
final class Manifest {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.{1,1000})");

    private Manifest() {}

    static String write(SortedMap<String, Item> items) {
        var text = new StringBuilder();
        items.forEach((path, item) ->
                text.append(item.sha256()).append("  ").append(path).append('\n'));
        return text.toString();
    }

    /**
     * The digests by path.
     *
     * @param problems grows by every line that is none of ours
     */
    static SortedMap<String, String> read(String name, String text, List<String> problems) {
        var digests = new TreeMap<String, String>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                if (digests.put(matcher.group(2), matcher.group(1)) != null) {
                    problems.add(name + ": " + matcher.group(2) + " is there twice");
                }
            } else if (!line.isEmpty()) {
                problems.add(name + ": \"" + Printable.of(line) + "\" is no digest and path");
            }
        }
        return digests;
    }

    /** One digest over those files. */
    static String digest(Map<String, Item> items) {
        return Hashing.sha256(write(new TreeMap<>(items)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
