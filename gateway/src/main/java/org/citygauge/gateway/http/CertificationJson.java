package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.readiness.Certificate;
import org.citygauge.gateway.readiness.Prerequisite;
import org.citygauge.gateway.readiness.Readiness;
import org.citygauge.gateway.readiness.Standing;
import org.citygauge.indicators.certification.Ladder;

/** The way to a certificate as JSON. */
final class CertificationJson {
    private CertificationJson() {}

    static JsonObject of(Readiness readiness) {
        return new JsonObject()
                .put("year", readiness.year())
                .put("asOf", readiness.asOf().toString())
                .put("counted", readiness.standard().counted())
                .put("total", readiness.standard().total())
                .put("own", count(readiness.own()))
                .put("byTheme", Reply.array(readiness.themes().stream().map(CertificationJson::theme)))
                .put("missing", Reply.array(readiness.missing().stream().map(CertificationJson::missing)))
                .put(
                        "evidenceMissing",
                        Reply.array(readiness.unproven().stream().map(CertificationJson::unproven)))
                .put(
                        "completenessThreshold",
                        readiness.threshold().map(Nearest::of).orElse(null))
                .put(
                        "notCertifiable",
                        Reply.array(readiness.sparse().stream()
                                .map(sparse -> sparse(
                                        sparse,
                                        readiness.threshold().map(Nearest::of).map(String::valueOf)))))
                .put(
                        "leastComplete",
                        readiness
                                .leastComplete()
                                .map(sparse -> sparse(sparse, Optional.empty()))
                                .orElse(null))
                .put("prerequisite", readiness.prerequisite().inWords())
                .put("prerequisiteDetail", prerequisite(readiness.prerequisite()))
                .put("ladder", readiness.standing().inWords())
                .put("ladderDetail", standing(readiness.standing()));
    }

    static JsonArray ladders(List<Ladder> ladders) {
        return Reply.array(ladders.stream().map(ladder -> {
            var json = new JsonObject()
                    .put("standard", ladder.standard())
                    .put("certifier", ladder.certifier())
                    .put("indicators", ladder.indicators())
                    .put("below", ladder.below())
                    .put("prerequisite", ladder.prerequisite().orElse(null))
                    .put("steps", Reply.array(ladder.steps().stream().map(CertificationJson::step)));
            return json.put(
                    "firstYear",
                    ladder.firstYear()
                            .map(first -> new JsonObject()
                                    .put("level", first.level())
                                    .put("confirmed", first.confirmed())
                                    .put("source", first.source()))
                            .orElse(null));
        }));
    }

    private static JsonObject count(Readiness.Count count) {
        return new JsonObject().put("counted", count.counted()).put("total", count.total());
    }

    private static JsonObject theme(Readiness.ThemeCount theme) {
        return new JsonObject()
                .put("number", theme.theme().number())
                .put("theme", theme.theme().title())
                .mergeIn(count(theme.count()))
                .put("owner", theme.owner().orElse(null));
    }

    private static JsonObject missing(Readiness.Missing missing) {
        return new JsonObject()
                .put("number", missing.indicator().number().toString())
                .put("theme", missing.indicator().theme().title())
                .put("title", missing.indicator().title())
                .put("reason", missing.reason())
                .put("owner", missing.owners().isEmpty() ? null : String.join(", ", missing.owners()))
                .put(
                        "measures",
                        Reply.array(missing.inputs().stream()
                                .map(input -> new JsonObject()
                                        .put("measure", input.measure().id().value())
                                        .put("title", input.measure().title())
                                        .put("source", input.source())
                                        .put("reason", input.reason())
                                        .put("owner", input.owner().orElse(null)))));
    }

    private static JsonObject unproven(Readiness.Unproven unproven) {
        var numbers = new JsonArray();
        unproven.indicators().forEach(number -> numbers.add(number.toString()));
        return new JsonObject()
                .put("measure", unproven.measure().id().value())
                .put("title", unproven.measure().title())
                .put("year", unproven.year())
                .put("indicators", numbers)
                .put("owner", unproven.owner().orElse(null));
    }

    private static JsonObject sparse(Readiness.Sparse sparse, Optional<String> threshold) {
        Number completeness = Nearest.of(sparse.completeness());
        var json = new JsonObject()
                .put("number", sparse.indicator().number().toString())
                .put("title", sparse.indicator().title())
                .put("completeness", completeness)
                .put("owner", sparse.owner().orElse(null));
        threshold.ifPresent(least -> json.put(
                "reason",
                "not certifiable because its completeness " + completeness + " is under the threshold " + least));
        return json;
    }

    private static JsonObject prerequisite(Prerequisite prerequisite) {
        return new JsonObject()
                .put("standard", prerequisite.standard().orElse(null))
                .put("met", prerequisite.isMet())
                .put(
                        "certificates",
                        Reply.array(prerequisite.certificates().stream().map(CertificationJson::certificate)));
    }

    private static JsonObject certificate(Certificate certificate) {
        var evidence = new JsonArray();
        certificate.evidence().forEach(evidence::add);
        return new JsonObject()
                .put("standard", certificate.standard())
                .put("level", certificate.level())
                .put("date", certificate.date().toString())
                .put("certifier", certificate.certifier())
                .put("evidence", evidence);
    }

    private static JsonObject standing(Standing standing) {
        return new JsonObject()
                .put("standard", standing.ladder().standard())
                .put("certifier", standing.ladder().certifier())
                .put("counted", standing.counted())
                .put("firstYear", standing.inFirstYear().orElse(null))
                .put("because", standing.because())
                .put("step", standing.step().map(CertificationJson::step).orElse(null))
                .put(
                        "next",
                        standing.ladder()
                                .next(standing.counted())
                                .map(CertificationJson::step)
                                .orElse(null));
    }

    private static JsonObject step(Ladder.Step step) {
        return new JsonObject()
                .put("level", step.level())
                .put("atLeast", step.atLeast())
                .put("condition", step.condition().orElse(null))
                .put("confirmed", step.confirmed())
                .put("source", step.source());
    }
}
