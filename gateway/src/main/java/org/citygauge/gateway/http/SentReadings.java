package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.live.Page;
import org.citygauge.aggregator.live.RawReading;
import org.citygauge.aggregator.register.Span;

/** What a sensor sent: part by part as JSON, or whole as CSV, which is written no faster than it is read. */
final class SentReadings {
    private static final String HEADER = "time,sensor,value,quantity,unit,id,revision,flags\n";
    private static final int A_STEP = 2_000;

    private final City city;
    private final CsvDownload csv = new CsvDownload();

    SentReadings(City city) {
        this.city = city;
    }

    void list(RoutingContext context) {
        Query query = Query.of(context, "from", "to", "quantity", "format", "limit", "next");
        String sensor = context.pathParam("id");
        Span span = span(query);
        Optional<String> quantity = query.text("quantity");
        if (CsvDownload.isWanted(context, query)) {
            csv.send(
                    context,
                    known(sensor),
                    HEADER,
                    query.next(),
                    next -> part(sensor, quantity, span, A_STEP, next),
                    reading -> line(sensor, reading));
        } else {
            Reply.page(
                    context,
                    known(sensor).compose(known -> part(sensor, quantity, span, query.limit(), query.next())),
                    SentReadings::json);
        }
    }

    /** Everything up to now; times up to five minutes ahead of the clock are taken in, and are shown. */
    private static Span span(Query query) {
        Instant from = query.instant("from").orElse(Instant.EPOCH);
        Instant to = query.instant("to").orElse(Instant.parse("9999-12-31T00:00:00Z"));
        if (!from.isBefore(to)) {
            throw Problem.parameter("to", to + " is not after from, " + from + ".");
        }
        return new Span(from, to);
    }

    private Future<Void> known(String sensor) {
        return city.sensor(sensor)
                .compose(rows -> rows.isEmpty()
                        ? Future.failedFuture(Problem.notFound("Nothing is known of a sensor \"" + sensor + "\"."))
                        : Future.succeededFuture());
    }

    private Future<Page<RawReading>> part(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next) {
        return city.readings(sensor, quantity, span, limit, next)
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException
                                ? Problem.parameter("next", "is no place in this list.")
                                : failure));
    }

    private static JsonObject json(RawReading reading) {
        return new JsonObject()
                .put("time", reading.time().toString())
                .put("value", Nearest.of(reading.value().toBigDecimal()))
                .put("quantity", reading.quantity())
                .put("unit", reading.unit())
                .put("id", reading.id())
                .put("revision", reading.revision())
                .put("flags", new JsonArray(flags(reading)));
    }

    private static List<String> flags(RawReading reading) {
        return Stream.of(reading.receiptTime() ? "receiptTime" : "", reading.conflict() ? "conflictingValues" : "")
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    private static String line(String sensor, RawReading reading) {
        return reading.time() + "," + Csv.cell(sensor) + "," + reading.value() + "," + Csv.cell(reading.quantity())
                + ","
                + Csv.cell(reading.unit()) + "," + Csv.cell(reading.id()) + "," + reading.revision() + ","
                + String.join(" ", flags(reading)) + "\n";
    }
}
