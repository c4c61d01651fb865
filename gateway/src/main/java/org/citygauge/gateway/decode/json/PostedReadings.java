package org.citygauge.gateway.decode.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.reading.RejectedMessage;

/**
 * Reads what was posted over HTTP: {@code {"readings":[…]}}, or the objects one after another as newline-delimited JSON. Each is
 * {@code {time,sensor,value,quantity?,unit?,id?,revision?}}. Safe for use by many threads.
 */
public final class PostedReadings implements MessageDecoder {
    /** JSON values in one body, more are not read. */
    public static final int MAX_VALUES = JsonText.MAX_VALUES;

    private static final Pointer READINGS = Pointer.parse("/readings");
    private static final JsonMapping MAPPING = new JsonMapping(
            Optional.empty(),
            new JsonMapping.SensorId.Pointer("/sensor"),
            Optional.of("/time"),
            List.of(new JsonMapping.Value(
                    "/value",
                    Optional.empty(),
                    Optional.of("/unit"),
                    Optional.empty(),
                    Optional.of("/quantity"),
                    Optional.empty())),
            Optional.of("/id"),
            Optional.of("/revision"));

    private final ElementReader reader = new ElementReader(MAPPING);
    private final FlatReader flat = FlatReader.of(MAPPING).orElseThrow();

    @Override
    public Decoded decode(Entry entry) {
        List<Decoded.Outcome> quick = flat.readLines(entry);
        return quick == null ? decodeAny(entry) : new Decoded.Readings(quick);
    }

    /** Without the short way for plain messages. */
    Decoded decodeAny(Entry entry) {
        return switch (JsonText.parse(entry.message().payload())) {
            case JsonText.Malformed(var detail) -> new Decoded.Rejected(RejectedMessage.MALFORMED, detail);
            case JsonText.Values(var values) -> read(entry, values);
        };
    }

    private Decoded read(Entry entry, List<Json> values) {
        if (values.size() == 1 && READINGS.find(values.getFirst()) instanceof Json.Elements(var elements)) {
            return elements(entry, elements, READINGS.place());
        }
        return elements(entry, values, "");
    }

    private Decoded elements(Entry entry, List<Json> elements, String place) {
        var outcomes = new ArrayList<Decoded.Outcome>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Json element = elements.get(i);
            reader.read(entry, element, element, place + "[" + i + "]", outcomes);
        }
        return new Decoded.Readings(outcomes);
    }
}
