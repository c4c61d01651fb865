package org.citygauge.gateway.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** References to evidence as they stand in rows. */
final class EvidenceJson {
    private EvidenceJson() {}

    static JsonArray of(List<EvidenceRef> evidence) {
        var array = new JsonArray();
        evidence.forEach(ref -> array.add(new JsonObject()
                .put("name", ref.name())
                .put("mediaType", ref.mediaType())
                .put("sha256", ref.sha256())));
        return array;
    }

    static List<EvidenceRef> read(JsonArray array) {
        return array.stream()
                .map(JsonObject.class::cast)
                .map(ref -> new EvidenceRef(ref.getString("name"), ref.getString("mediaType"), ref.getString("sha256")))
                .toList();
    }
}
