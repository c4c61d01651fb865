package org.citygauge.gateway.snapshot.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.engine.Books;

/** {@code data/books.json}, as {@code GET /api/v1/books} answers. */
public final class BooksJson {
    /** Where it is in the package. */
    public static final String PATH = "data/books.json";

    private BooksJson() {}

    /** The file. */
    public static String of(Books books) {
        ObjectNode json = JsonText.object();
        put(json, books.messages(), books.readings());
        ArrayNode sources = json.putArray("sources");
        books.bySource()
                .forEach((source, its) ->
                        put(sources.addObject().put("source", source), its.messages(), its.readings()));
        return JsonText.write(json);
    }

    private static void put(ObjectNode json, Books.Messages messages, Books.Readings readings) {
        ObjectNode ofMessages =
                json.putObject("messages").put("received", messages.received()).put("decoded", messages.decoded());
        counts(ofMessages.putObject("rejected"), messages.rejected());
        ofMessages.put("pending", messages.pending());
        ObjectNode ofReadings = json.putObject("readings")
                .put("received", readings.received())
                .put("stored", readings.stored())
                .put("duplicate", readings.duplicate());
        counts(ofReadings.putObject("rejected"), readings.rejected());
    }

    private static void counts(ObjectNode json, Map<String, Long> counts) {
        new TreeMap<>(counts).forEach(json::put);
    }
}
