package org.citygauge.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.citygauge.gateway.upload.Change;
import org.citygauge.gateway.upload.Finding;
import org.citygauge.gateway.upload.ImportPlan;

/** What taking a table in would do, or did, as JSON. */
final class ImportJson {
    /** More are counted, and not shown. */
    private static final int SHOWN = 1_000;

    private ImportJson() {}

    static JsonObject of(ImportPlan plan, boolean applied) {
        return new JsonObject()
                .put("year", plan.year())
                .put("applied", applied)
                .put("sha256", plan.sha256())
                .put("new", plan.added())
                .put("changed", plan.changes().size() - plan.added())
                .put("unchanged", plan.unchanged())
                .put("skipped", plan.skipped())
                .put("changes", Reply.array(plan.changes().stream().limit(SHOWN).map(ImportJson::change)))
                .put("errorCount", plan.errors().size())
                .put("errors", findings(plan.errors()))
                .put("notes", findings(plan.notes()));
    }

    private static JsonObject change(Change change) {
        return new JsonObject()
                .put("row", change.row())
                .put("measure", change.measure().id().value())
                .put("title", change.measure().title())
                .put("change", change.isNew() ? "new" : "changed")
                .put("state", change.before().map(state -> state.code()).orElse(null))
                .put(
                        "fields",
                        Reply.array(change.fields().stream()
                                .map(field -> new JsonObject()
                                        .put("field", field.name())
                                        .put("from", field.from())
                                        .put("to", field.to()))));
    }

    private static JsonArray findings(List<Finding> findings) {
        return Reply.array(findings.stream()
                .limit(SHOWN)
                .map(finding -> new JsonObject()
                        .put("row", finding.row())
                        .put("column", finding.column())
                        .put("cell", finding.cell().orElse(null))
                        .put("text", finding.text())));
    }
}
