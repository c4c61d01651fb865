package org.citygauge.gateway.closing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.citygauge.aggregator.closing.FrozenYear;
import org.citygauge.aggregator.closing.YearInputs;
import org.citygauge.aggregator.evaluation.LookAhead;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.gateway.books.BooksJson;
import org.citygauge.gateway.config.Checked;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.gateway.registry.RegisterWriter;
import org.citygauge.indicators.catalogue.Catalogue;
import org.citygauge.indicators.catalogue.CatalogueLoad;
import org.citygauge.indicators.catalogue.CatalogueText;
import org.citygauge.indicators.catalogue.CatalogueWriter;
import org.citygauge.indicators.catalogue.Catalogues;

/** A frozen year as named files, which people can read, too. */
final class FrozenParts {
    static final String SETTINGS = "settings.json";
    private static final String CATALOGUE = "catalogue.yaml";
    private static final String ASSETS = "assets.csv";
    private static final String SENSORS = "sensors.csv";
    private static final String FIGURES = "figures.json";
    private static final String BOOKS = "books.json";
    private static final String LOOK_AHEAD = "look-ahead.json";

    private FrozenParts() {}

    static Map<String, byte[]> write(FrozenYear year) {
        YearInputs inputs = year.inputs();
        var registers = new RegisterWriter(inputs.calendar().zone());
        return Map.of(
                SETTINGS, bytes(settings(inputs)),
                CATALOGUE, bytes(CatalogueWriter.write(inputs.catalogue())),
                ASSETS, table(out -> registers.assets(inputs.register(), out)),
                SENSORS, table(out -> registers.sensors(inputs.register(), out)),
                FIGURES, bytes(FiguresJson.write(inputs.figures())),
                BOOKS, bytes(BooksJson.write(year.books())),
                LOOK_AHEAD, bytes(lookAhead(year.lookAhead())));
    }

    private static byte[] bytes(JsonObject json) {
        return json.toBuffer().getBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a table. */
    private interface Writing {
        void to(Appendable out) throws IOException;
    }

    private static byte[] table(Writing writing) {
        var text = new StringBuilder();
        try {
            writing.to(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes(text.toString());
    }

    private static JsonObject settings(YearInputs inputs) {
        return new JsonObject()
                .put("zone", inputs.calendar().zone().getId())
                .put("fiscalYearStart", inputs.calendar().firstDay().toString())
                .put("liveFactor", inputs.liveFactor())
                .put("stuckAfter", inputs.stuckAfter().toString());
    }

    static ReportingCalendar calendar(JsonObject settings) {
        return new ReportingCalendar(
                ZoneId.of(settings.getString("zone")), MonthDay.parse(settings.getString("fiscalYearStart")));
    }

    private static JsonObject lookAhead(LookAhead lookAhead) {
        var following = new JsonArray();
        for (LookAhead.Following one : lookAhead.all()) {
            var values = new JsonArray();
            one.values()
                    .forEach(value -> values.add(new JsonObject()
                            .put("value", value.value().toPlainString())
                            .put("unit", value.unit())));
            following.add(new JsonObject()
                    .put("sensor", one.sensor())
                    .put("quantity", one.quantity())
                    .put("values", values));
        }
        return new JsonObject().put("following", following);
    }

    /** @param part the content of a file by its name */
    static FrozenYear read(int year, Function<String, byte[]> part) {
        JsonObject settings = json(part, SETTINGS);
        ReportingCalendar calendar = calendar(settings);
        Catalogue catalogue = catalogue(part);
        var inputs = new YearInputs(
                catalogue,
                calendar,
                settings.getInteger("liveFactor"),
                Duration.parse(settings.getString("stuckAfter")),
                register(calendar.zone(), catalogue, part),
                FiguresJson.read(json(part, FIGURES)));
        return new FrozenYear(inputs, BooksJson.read(json(part, BOOKS)), lookAhead(calendar, year, part));
    }

    static JsonObject json(Function<String, byte[]> part, String name) {
        return new JsonObject(Buffer.buffer(part.apply(name)));
    }

    private static Catalogue catalogue(Function<String, byte[]> part) {
        var text = new CatalogueText(CATALOGUE, new String(part.apply(CATALOGUE), StandardCharsets.UTF_8));
        return switch (Catalogues.read(List.of(text))) {
            case CatalogueLoad.Loaded(Catalogue catalogue) -> catalogue;
            case CatalogueLoad.Faulty(var problems) ->
                throw new IllegalStateException("the frozen catalogue cannot be read: " + problems);
        };
    }

    private static Register register(ZoneId zone, Catalogue catalogue, Function<String, byte[]> part) {
        return switch (new RegisterReader(zone, catalogue).read("", part.apply(ASSETS), part.apply(SENSORS))) {
            case Checked.Valid<Register>(Register register) -> register;
            case Checked.Invalid<Register>(var problems) ->
                throw new IllegalStateException("the frozen register cannot be read: " + problems);
        };
    }

    private static LookAhead lookAhead(ReportingCalendar calendar, int year, Function<String, byte[]> part) {
        var all = new ArrayList<LookAhead.Following>();
        for (Object one : json(part, LOOK_AHEAD).getJsonArray("following")) {
            JsonObject following = (JsonObject) one;
            List<LookAhead.Value> values = following.getJsonArray("values").stream()
                    .map(JsonObject.class::cast)
                    .map(value ->
                            new LookAhead.Value(new BigDecimal(value.getString("value")), value.getString("unit")))
                    .toList();
            all.add(new LookAhead.Following(following.getString("sensor"), following.getString("quantity"), values));
        }
        return new LookAhead(MicroTime.of(calendar.span(year).to()), all);
    }
}
