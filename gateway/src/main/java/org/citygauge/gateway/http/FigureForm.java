package org.citygauge.gateway.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.Evidence;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureKey;
import org.citygauge.gateway.ledger.Source;
import org.citygauge.indicators.measure.Measure;

/**
 * A figure as somebody sends it, judged.
 *
 * @param reason why it is written
 */
record FigureForm(Content content, String reason) {
    private static final String[] MEMBERS = {
        "value",
        "unit",
        "yearOfData",
        "source",
        "method",
        "comment",
        "notAvailableBecause",
        "asOf",
        "evidence",
        "reason"
    };

    /** What the path names. */
    static FigureKey key(FigureRules rules, String measure, String year) {
        Measure known =
                rules.measure(measure).orElseThrow(() -> Problem.notFound("measure: " + rules.unknownMeasure(measure)));
        if (!year.matches("[0-9]{4}")
                || Integer.parseInt(year) < FigureRules.MIN_YEAR
                || Integer.parseInt(year) > FigureRules.MAX_YEAR) {
            throw Problem.parameter("year", "\"" + year + "\" is no year such as 2025.");
        }
        return new FigureKey(known.id(), Integer.parseInt(year));
    }

    /** Its body. */
    static JsonBody body(io.vertx.ext.web.RoutingContext context) {
        return JsonBody.of(context, MEMBERS);
    }

    /**
     * Reads it. Blocks where evidence is to be found.
     *
     * @param stored finds evidence by its hash
     */
    static FigureForm read(
            JsonBody body, FigureRules rules, FigureKey key, Function<String, Optional<Evidence>> stored) {
        Optional<BigDecimal> value = body.decimal("value");
        Optional<String> notAvailable = body.text("notAvailableBecause");
        if (value.isPresent() == notAvailable.isPresent()) {
            throw Problem.parameter(
                    "value",
                    value.isPresent()
                            ? "a figure that has a value is available; leave notAvailableBecause out."
                            : "is missing; or say notAvailableBecause.");
        }
        var content = new Content(
                value,
                body.text("unit")
                        .orElseGet(() ->
                                rules.catalogue().required(key.measure()).unit().code()),
                body.whole("yearOfData").map(FigureForm::year).orElse(key.year()),
                source(body),
                body.text("method").orElse(""),
                body.text("comment").orElse(""),
                notAvailable,
                body.date("asOf"),
                evidence(body, stored));
        refuseFlaws(rules, key, content);
        String reason = body.text("reason").orElse("");
        if (reason.length() > 10_000) {
            throw Problem.parameter("reason", "is longer than 10000 characters.");
        }
        return new FigureForm(content, reason);
    }

    private static int year(long year) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, year));
    }

    private static Source source(JsonBody body) {
        return body.object("source", "organisation", "document", "address")
                .map(source -> new Source(
                        source.text("organisation").orElse(""),
                        source.text("document").orElse(""),
                        source.text("address").orElse("")))
                .orElse(Source.NONE);
    }

    /** References to evidence; name and media type are those it was given with, unless others are said. */
    static List<EvidenceRef> evidence(JsonBody body, Function<String, Optional<Evidence>> stored) {
        return body.objects("evidence", "sha256", "name", "mediaType").stream()
                .map(ref -> {
                    String sha256 = ref.required("sha256");
                    Optional<EvidenceRef> known = stored.apply(sha256).map(Evidence::ref);
                    if (known.isEmpty()) {
                        throw Problem.parameter(
                                "evidence",
                                "no evidence " + sha256 + " is kept here; POST it to /api/v1/evidence first.");
                    }
                    try {
                        return new EvidenceRef(
                                ref.text("name").orElse(known.get().name()),
                                ref.text("mediaType").orElse(known.get().mediaType()),
                                sha256);
                    } catch (IllegalArgumentException unusable) {
                        throw Problem.parameter("evidence", unusable.getMessage() + ".");
                    }
                })
                .toList();
    }

    private static void refuseFlaws(FigureRules rules, FigureKey key, Content content) {
        Measure measure = rules.catalogue().required(key.measure());
        List<FigureRules.Flaw> flaws = rules.flaws(measure, content);
        if (!flaws.isEmpty()) {
            throw new Problem(
                            422,
                            String.join(
                                            "; ",
                                            flaws.stream()
                                                    .map(flaw -> flaw.field() + ": " + flaw.text())
                                                    .toList())
                                    + ".")
                    .with(
                            "problems",
                            Reply.array(flaws.stream()
                                    .map(flaw -> new io.vertx.core.json.JsonObject()
                                            .put("field", flaw.field())
                                            .put("problem", flaw.text()))));
        }
    }
}
