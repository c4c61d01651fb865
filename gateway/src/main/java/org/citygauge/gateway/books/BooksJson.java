package org.citygauge.gateway.books;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.citygauge.aggregator.engine.Books;

/** The books as JSON, as {@code GET /api/v1/books} answers. */
public final class BooksJson {
    private BooksJson() {}

    public static JsonObject write(Books books) {
        var sources = new JsonArray();
        new TreeMap<>(books.bySource())
                .forEach((name, its) -> sources.add(new JsonObject()
                        .put("source", name)
                        .put("messages", of(its.messages()))
                        .put("readings", of(its.readings()))));
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

    /** Counts by reason, in order. */
    public static JsonObject of(Map<String, Long> counts) {
        var json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    /** Reads back what {@link #write} wrote. */
    public static Books read(JsonObject json) {
        var sources = new TreeMap<String, Books.SourceBooks>();
        JsonArray all = json.getJsonArray("sources");
        for (int index = 0; index < all.size(); index++) {
            JsonObject its = all.getJsonObject(index);
            sources.put(
                    its.getString("source"),
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
