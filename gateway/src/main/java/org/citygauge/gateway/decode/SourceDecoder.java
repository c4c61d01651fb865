package org.citygauge.gateway.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.citygauge.gateway.config.Configuration.Source;
import org.citygauge.gateway.config.TopicFilter;
import org.citygauge.gateway.decode.json.JsonDecoder;
import org.citygauge.gateway.decode.json.JsonMapping;
import org.citygauge.gateway.decode.json.PostedReadings;

/**
 * The table of decoders: finds the source a message belongs to and reads it as that source says. Messages of a subscriber belong to
 * the source of its name; those of the listener to the first source without a broker that takes their topic, else to the city's
 * default topic. Safe for use by many threads.
 */
public final class SourceDecoder implements MessageDecoder {
    /** The door of devices that connect straight to the gateway, in {@link Message#source()}. */
    public static final String LISTENER = "listener";
    /** The door of posted readings. */
    public static final String HTTP = "http";

    private final Map<String, MessageDecoder> doors = new HashMap<>();
    private final List<Route> routes;
    private final DefaultTopic defaultTopic;

    private record Route(String source, List<TopicFilter> filters, MessageDecoder decoder) {
        boolean takes(String topic) {
            for (int i = 0; i < filters.size(); i++) {
                if (filters.get(i).matches(topic)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What a message will be read by, or why by nothing. */
    public sealed interface Choice {
        /** @param source a source's name, or words for what is built in */
        record Chosen(String source, MessageDecoder decoder) implements Choice {}

        record None(String detail) implements Choice {}
    }

    /** @param city the id of the city, as in the default topic */
    public SourceDecoder(String city, List<Source> sources) {
        defaultTopic = new DefaultTopic(city, new JsonDecoder(JsonMapping.DEFAULT));
        routes = sources.stream()
                .filter(source -> source.broker().isEmpty())
                .map(source -> new Route(
                        source.name(),
                        source.topics().stream().map(TopicFilter::new).toList(),
                        new JsonDecoder(source.mapping())))
                .toList();
        sources.stream()
                .filter(source -> source.broker().isPresent())
                .forEach(source -> doors.put(source.name(), new JsonDecoder(source.mapping())));
        doors.put(HTTP, new PostedReadings());
        doors.put(LISTENER, this::throughListener);
    }

    @Override
    public Decoded decode(Entry entry) {
        Message message = entry.message();
        if (message.cut() != null) {
            return new Decoded.Rejected(
                    RejectedMessage.TOO_LARGE,
                    "a payload of " + message.cut().length() + " bytes is longer than max_payload (SHA-256 "
                            + message.cut().sha256() + ")");
        }
        MessageDecoder door = doors.get(message.source());
        return door != null
                ? door.decode(entry)
                : noSource("no source is named \"" + message.source() + "\"; there are "
                        + String.join(", ", doors.keySet().stream().sorted().toList()));
    }

    private Decoded throughListener(Entry entry) {
        return switch (choose(entry.message().topic())) {
            case Choice.Chosen(var source, var decoder) -> decoder.decode(entry);
            case Choice.None(var detail) -> noSource(detail);
        };
    }

    /** What takes a message that comes through the listener. */
    public Choice choose(String topic) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).takes(topic)) {
                return new Choice.Chosen(routes.get(i).source(), routes.get(i).decoder());
            }
        }
        return defaultTopic.choose(topic, this::knownFilters);
    }

    private String knownFilters() {
        return Stream.concat(
                        routes.stream()
                                .flatMap(route -> route.filters().stream().map(TopicFilter::text)),
                        Stream.of(defaultTopic.filter()))
                .collect(Collectors.joining(", "));
    }

    private static Decoded noSource(String detail) {
        return new Decoded.Rejected(RejectedMessage.NO_SOURCE, detail);
    }
}
