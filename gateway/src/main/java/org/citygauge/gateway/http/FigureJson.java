package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.citygauge.gateway.ledger.Content;
import org.citygauge.gateway.ledger.EvidenceRef;
import org.citygauge.gateway.ledger.FigureHistory;
import org.citygauge.gateway.ledger.FigureVersion;
import org.citygauge.gateway.ledger.Source;

/** Figures as JSON. Values keep all their digits. */
final class FigureJson {
    private FigureJson() {}

    static JsonObject version(FigureVersion version) {
        Content content = version.content();
        Source source = content.source();
        return new JsonObject()
                .put("version", version.version())
                .put("measure", version.measure().value())
                .put("year", version.year())
                .put("state", version.state().code())
                .put("value", content.value().orElse(null))
                .put("unit", content.unit())
                .put("yearOfData", content.yearOfData())
                .put(
                        "source",
                        new JsonObject()
                                .put("organisation", source.organisation())
                                .put("document", source.document())
                                .put("address", source.address()))
                .put("method", content.method())
                .put("comment", content.comment())
                .put("notAvailableBecause", content.notAvailableBecause().orElse(null))
                .put("asOf", content.asOf().map(LocalDate::toString).orElse(null))
                .put("evidence", evidence(content.evidence()))
                .put("time", version.time().toString())
                .put("actor", version.actor())
                .put("reason", version.reason());
    }

    static JsonArray evidence(List<EvidenceRef> refs) {
        return Reply.array(refs.stream()
                .map(ref -> new JsonObject()
                        .put("name", ref.name())
                        .put("mediaType", ref.mediaType())
                        .put("sha256", ref.sha256())));
    }

    /** The newest version, and what counts beside it. */
    static JsonObject standing(FigureHistory history) {
        return version(history.newest())
                .put("author", history.author())
                .put("inForce", history.inForce().map(FigureJson::inForce).orElse(null));
    }

    private static JsonObject inForce(FigureVersion version) {
        return new JsonObject()
                .put("version", version.version())
                .put("value", version.content().value().orElse(null))
                .put("unit", version.content().unit())
                .put(
                        "notAvailableBecause",
                        version.content().notAvailableBecause().orElse(null));
    }

    static JsonObject whole(FigureHistory history) {
        return standing(history)
                .put("versions", Reply.array(history.versions().stream().map(FigureJson::version)));
    }
}
