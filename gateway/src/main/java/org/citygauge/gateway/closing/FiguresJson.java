package org.citygauge.gateway.closing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.figure.Figure;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.figure.NotAvailable;
import org.citygauge.indicators.measure.MeasureId;

/** The figures that were in force, as JSON; values are exact texts. */
final class FiguresJson {
    private FiguresJson() {}

    static JsonObject write(Figures figures) {
        var entered = new JsonArray();
        for (Figure figure : figures.all()) {
            entered.add(new JsonObject()
                    .put("measure", figure.measure().value())
                    .put("year", figure.year())
                    .put("value", figure.value().toString())
                    .put("unit", figure.unit())
                    .put("source", figure.source())
                    .put("asOf", figure.asOf().map(LocalDate::toString).orElse(null))
                    .put("note", figure.note()));
        }
        var notAvailable = new JsonArray();
        for (NotAvailable one : figures.notAvailable()) {
            notAvailable.add(new JsonObject()
                    .put("measure", one.measure().value())
                    .put("year", one.year())
                    .put("reason", one.reason()));
        }
        return new JsonObject().put("figures", entered).put("notAvailable", notAvailable);
    }

    static Figures read(JsonObject json) {
        List<Figure> figures = objects(json, "figures")
                .map(one -> new Figure(
                        new MeasureId(one.getString("measure")),
                        one.getInteger("year"),
                        new BigDecimal(one.getString("value")),
                        one.getString("unit"),
                        one.getString("source"),
                        Optional.ofNullable(one.getString("asOf")).map(LocalDate::parse),
                        one.getString("note")))
                .toList();
        List<NotAvailable> notAvailable = objects(json, "notAvailable")
                .map(one -> new NotAvailable(
                        new MeasureId(one.getString("measure")), one.getInteger("year"), one.getString("reason")))
                .toList();
        return new Figures(figures, notAvailable);
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name).stream().map(JsonObject.class::cast);
    }
}
