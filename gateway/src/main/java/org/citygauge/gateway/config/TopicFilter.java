package org.citygauge.gateway.config;

import java.util.Optional;

/**
 * An MQTT topic filter: levels joined by slashes, {@code +} for any one level, {@code #} at the end for any number of them.
 *
 * @param text as written
 */
public record TopicFilter(String text) {
    public TopicFilter {
        flaw(text).ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw);
        });
    }

    /** @return why {@code text} is no topic filter; empty when it is one */
    public static Optional<String> flaw(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return Optional.of("an empty topic filter");
        }
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].contains("#") && (levels[i].length() > 1 || i < levels.length - 1)) {
                return Optional.of("\"" + text + "\" is no topic filter: # stands alone, as the last level");
            }
            if (levels[i].contains("+") && levels[i].length() > 1) {
                return Optional.of("\"" + text + "\" is no topic filter: + stands alone, as a whole level");
            }
        }
        return Optional.empty();
    }

    public boolean matches(String topic) {
        if (topic.startsWith("$") && !text.startsWith("$")) {
            return false; // the broker's own topics are not meant by wildcards
        }
        int inFilter = 0;
        int inTopic = 0;
        while (inFilter <= text.length()) {
            int filterEnd = end(text, inFilter);
            if (filterEnd - inFilter == 1 && text.charAt(inFilter) == '#') {
                return true;
            }
            if (inTopic > topic.length()) {
                return false;
            }
            int topicEnd = end(topic, inTopic);
            if (!levelMatches(inFilter, filterEnd, topic, inTopic, topicEnd)) {
                return false;
            }
            inFilter = filterEnd + 1;
            inTopic = topicEnd + 1;
        }
        return inTopic > topic.length();
    }

    private boolean levelMatches(int from, int to, String topic, int topicFrom, int topicTo) {
        return (to - from == 1 && text.charAt(from) == '+')
                || (to - from == topicTo - topicFrom && text.regionMatches(from, topic, topicFrom, to - from));
    }

    private static int end(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    @Override
    public String toString() {
        return text;
    }
}
