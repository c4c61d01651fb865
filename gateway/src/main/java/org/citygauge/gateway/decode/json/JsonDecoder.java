package org.citygauge.gateway.decode.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.engine.MessageDecoder;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.reading.RejectedMessage;
import org.jspecify.annotations.Nullable;

/** Reads the JSON messages of one source by its mapping. Safe for use by many threads. */
public final class JsonDecoder implements MessageDecoder {
    private final @Nullable Pointer each;
    private final String eachText;
    private final ElementReader reader;
    private final @Nullable FlatReader flat;

    public JsonDecoder(JsonMapping mapping) {
        each = mapping.each().map(Pointer::parse).orElse(null);
        eachText = mapping.each().orElse("");
        reader = new ElementReader(mapping);
        flat = FlatReader.of(mapping).orElse(null);
    }

    @Override
    public Decoded decode(Entry entry) {
        List<Decoded.Outcome> quick = flat == null ? null : flat.read(entry);
        return quick == null ? decodeAny(entry) : new Decoded.Readings(quick);
    }

    /** Without the short way for plain messages. */
    Decoded decodeAny(Entry entry) {
        return switch (JsonText.parse(entry.message().payload())) {
            case JsonText.Malformed(var detail) -> malformed(detail);
            case JsonText.Values(var values)
            when values.size() > 1 -> malformed("a second value after the end of the message");
            case JsonText.Values(var values) -> read(entry, values.getFirst());
        };
    }

    private Decoded read(Entry entry, Json root) {
        Json target = each == null ? root : each.find(root);
        String place = each == null ? "" : each.place();
        return switch (target) {
            case null -> malformed("each: \"" + eachText + "\" leads nowhere in this message");
            case Json.Elements(var elements) -> elements(entry, root, elements, place);
            case Json.Members(var members) when each != null -> members(entry, root, members, place);
            case Json.Members members -> single(entry, root);
            case Json bare when each == null && reader.readsBareValues() -> single(entry, root);
            case Json bare -> malformed(bare.excerpt() + " is neither an object nor an array of objects");
        };
    }

    private Decoded single(Entry entry, Json root) {
        var outcomes = new ArrayList<Decoded.Outcome>(1);
        reader.read(entry, root, root, "", outcomes);
        return new Decoded.Readings(outcomes);
    }

    private Decoded elements(Entry entry, Json root, List<Json> elements, String place) {
        var outcomes = new ArrayList<Decoded.Outcome>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            reader.read(entry, root, elements.get(i), place + "[" + i + "]", outcomes);
        }
        return new Decoded.Readings(outcomes);
    }

    private Decoded members(Entry entry, Json root, Map<String, Json> members, String place) {
        var outcomes = new ArrayList<Decoded.Outcome>(members.size());
        members.forEach((name, member) -> reader.read(entry, root, member, place + "." + name, outcomes));
        return new Decoded.Readings(outcomes);
    }

    private static Decoded malformed(String detail) {
        return new Decoded.Rejected(RejectedMessage.MALFORMED, detail);
    }
}
