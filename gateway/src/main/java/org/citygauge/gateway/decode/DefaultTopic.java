package org.citygauge.gateway.decode;

import java.util.function.Supplier;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.gateway.config.TopicFilter;

/** The topic every city has: {@code city/{city}/{class}/{sensor}}, with the default payload. */
final class DefaultTopic {
    private static final TopicFilter ANY_CITY = new TopicFilter("city/+/+/+");
    private static final int MAX_SHOWN = 200;

    private final String city;
    private final String prefix;
    private final TopicFilter thisCity;
    private final SourceDecoder.Choice chosen;

    DefaultTopic(String city, MessageDecoder decoder) {
        this.city = city;
        prefix = "city/" + city + "/";
        thisCity = new TopicFilter("city/" + city + "/+/+");
        chosen = new SourceDecoder.Choice.Chosen("the default topic " + thisCity, decoder);
    }

    String filter() {
        return thisCity.text();
    }

    SourceDecoder.Choice choose(String topic, Supplier<String> knownFilters) {
        if (isOfThisCity(topic)) {
            return chosen;
        }
        String named = "\"" + clip(topic) + "\"";
        String known = "; known are " + clip(knownFilters.get());
        return new SourceDecoder.Choice.None(
                ANY_CITY.matches(topic)
                        ? "topic " + named + " is of the city \"" + clip(topic.split("/", -1)[1]) + "\", this is \""
                                + city + "\"" + known
                        : "no source takes the topic " + named + known);
    }

    /** What {@code thisCity} matches; quicker, as this is asked for each message. */
    private boolean isOfThisCity(String topic) {
        if (!topic.startsWith(prefix)) {
            return false;
        }
        int slash = topic.indexOf('/', prefix.length());
        return slash >= 0 && topic.indexOf('/', slash + 1) < 0;
    }

    private static String clip(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
