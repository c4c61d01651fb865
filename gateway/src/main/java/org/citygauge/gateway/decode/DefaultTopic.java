package org.citygauge.gateway.decode;

import java.util.function.Supplier;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.gateway.config.TopicFilter;

/** The topic every city has: {@code city/{city}/{class}/{sensor}}, with the default payload. */
final class DefaultTopic {
    private static final TopicFilter ANY_CITY = new TopicFilter("city/+/+/+");

    private final String city;
    private final TopicFilter thisCity;
    private final SourceDecoder.Choice chosen;

    DefaultTopic(String city, MessageDecoder decoder) {
        this.city = city;
        thisCity = new TopicFilter("city/" + city + "/+/+");
        chosen = new SourceDecoder.Choice.Chosen("the default topic " + thisCity, decoder);
    }

    String filter() {
        return thisCity.text();
    }

    SourceDecoder.Choice choose(String topic, Supplier<String> knownFilters) {
        if (thisCity.matches(topic)) {
            return chosen;
        }
        String known = "known are " + knownFilters.get();
        return new SourceDecoder.Choice.None(
                ANY_CITY.matches(topic)
                        ? "topic \"" + topic + "\" is of the city \"" + topic.split("/", -1)[1] + "\", this is \""
                                + city + "\"; " + known
                        : "no source takes the topic \"" + topic + "\"; " + known);
    }
}
