package org.citygauge.gateway.closing;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.engine.Books;

/** The books as they were, as JSON. */
final class BooksJson {
    private BooksJson() {}

    static JsonObject write(Books books) {
        var sources = new JsonObject();
        books.bySource()
                .forEach((name, its) -> sources.put(
                        name,
                        new JsonObject().put("messages", of(its.messages())).put("readings", of(its.readings()))));
        return new JsonObject()
                .put("messages", of(books.messages()))
                .put("readings", of(books.readings()))
                .put("sources", sources);
    }

    private static JsonObject of(Books.Messages messages) {
        return new JsonObject()
                .put("received", messages.received())
                .put("decoded", messages.decoded())
                .put("rejected", of(messages.rejected()))
                .put("pending", messages.pending());
    }

    private static JsonObject of(Books.Readings readings) {
        return new JsonObject()
                .put("received", readings.received())
                .put("stored", readings.stored())
                .put("duplicate", readings.duplicate())
                .put("rejected", of(readings.rejected()));
    }

    private static JsonObject of(Map<String, Long> counts) {
        var json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    static Books read(JsonObject json) {
        var sources = new TreeMap<String, Books.SourceBooks>();
        JsonObject all = json.getJsonObject("sources");
        for (String name : all.fieldNames()) {
            JsonObject its = all.getJsonObject(name);
            sources.put(
                    name,
                    new Books.SourceBooks(
                            messages(its.getJsonObject("messages")), readings(its.getJsonObject("readings"))));
        }
        return new Books(messages(json.getJsonObject("messages")), readings(json.getJsonObject("readings")), sources);
    }

    private static Books.Messages messages(JsonObject json) {
        return new Books.Messages(
                json.getLong("received"),
                json.getLong("decoded"),
                counts(json.getJsonObject("rejected")),
                json.getLong("pending"));
    }

    private static Books.Readings readings(JsonObject json) {
        return new Books.Readings(
                json.getLong("received"),
                json.getLong("stored"),
                json.getLong("duplicate"),
                counts(json.getJsonObject("rejected")));
    }

    private static Map<String, Long> counts(JsonObject json) {
        var counts = new TreeMap<String, Long>();
        json.fieldNames().forEach(name -> counts.put(name, json.getLong(name)));
        return counts;
    }
}
