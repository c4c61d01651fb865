package org.citygauge.aggregator.projection.influx;

import java.util.LinkedHashMap;
import java.util.Map;
import org.citygauge.aggregator.projection.RefusedPoints;

/**
 * Hands on points that a server refused for what they are: each once, for it is tried again with its hour, and not without end, for
 * they must not crowd out what devices sent. Belongs to one thread.
 */
final class SetAside {
    static final int MOST = 1_000;
    private static final int REMEMBERED = 10_000;

    private final RefusedPoints others;
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int handedOn;

    SetAside(RefusedPoints others) {
        this.others = others;
    }

    void add(Bucket bucket, String line, String why) {
        if (handedOn < MOST && known.put(point(line), true) == null) {
            handedOn++;
            others.refused(bucket.name(), line, why);
        }
    }

    /** Measurement, tags and time, without the fields. */
    private static String point(String line) {
        int fields = endOfTags(line);
        return line.substring(0, fields) + line.substring(line.lastIndexOf(' '));
    }

    private static int endOfTags(String line) {
        int at = line.indexOf(' ');
        while (at > 0 && line.charAt(at - 1) == '\\') {
            at = line.indexOf(' ', at + 1);
        }
        return Math.max(0, at);
    }
}
