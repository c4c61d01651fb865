package org.citygauge.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.citygauge.gateway.config.Configuration.Broker;
import org.citygauge.gateway.config.Configuration.Source;

/** Reads the list of {@code sources}. */
final class SourceReader {
    private static final Set<String> DOORS = Set.of("listener", "http");

    private SourceReader() {}

    static List<Source> read(List<Section> sections, String city) {
        var sources = new ArrayList<Source>();
        var names = new HashSet<String>();
        var clients = new HashSet<List<String>>();
        for (Section section : sections) {
            Source source = source(section, city);
            if (!source.name().isEmpty() && !names.add(source.name())) {
                section.problem("name", "\"" + source.name() + "\" is the name of another source");
            }
            source.broker().ifPresent(broker -> {
                if (!clients.add(List.of(broker.url(), broker.clientId()))) {
                    section.problem(
                            "broker",
                            "its client_id is that of another source: two clients with one id"
                                    + " throw each other out");
                }
            });
            section.finish();
            sources.add(source);
        }
        return sources;
    }

    private static Source source(Section section, String city) {
        String name = section.required("name", "meters");
        if (!name.isEmpty()) {
            flawOfName(name).ifPresent(flaw -> section.problem("name", flaw));
        }
        List<String> topics = section.texts("topics");
        if (topics.isEmpty()) {
            section.problem("topics", "are missing; for example: topics: [\"meters/+/up\"]");
        }
        topics.forEach(topic -> flawOfFilter(topic).ifPresent(flaw -> section.problem("topics", flaw)));
        Optional<Broker> broker = section.section("broker")
                .map(at -> BrokerReader.read(at, "citygauge-" + city + "-" + name.replace(' ', '-')));
        return new Source(name, topics, broker, MappingReader.read(section));
    }

    private static Optional<String> flawOfName(String name) {
        if (DOORS.contains(name)) {
            return Optional.of("\"" + name + "\" is the name of a door of the gateway; choose another");
        }
        return name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")
                ? Optional.empty()
                : Optional.of(
                        "\"" + name + "\" is no name: up to 64 letters, digits, blanks, dots, dashes and underscores");
    }

    private static Optional<String> flawOfFilter(String topic) {
        return topic.startsWith("$share/")
                ? Optional.of("\"" + topic + "\": name the group in broker.share instead")
                : TopicFilter.flaw(topic);
    }
}
