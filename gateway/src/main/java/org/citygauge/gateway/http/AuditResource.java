package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.live.Page;
import org.citygauge.gateway.ledger.AuditEntry;
import org.citygauge.gateway.ledger.AuditFinding;
import org.citygauge.gateway.ledger.AuditLog;
import org.citygauge.gateway.ledger.Role;

/** The audit log: to read, and to have its chain computed again. */
final class AuditResource implements Resource {
    private final Vertx vertx;
    private final AuditLog audit;

    AuditResource(Vertx vertx, AuditLog audit) {
        this.vertx = vertx;
        this.audit = audit;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/audit", this::list).needing(Role.AUDITOR),
                Endpoint.get("/api/v1/audit/verification", this::verify).needing(Role.AUDITOR));
    }

    private void list(RoutingContext context) {
        Query query = Query.of(context, "limit", "next");
        int limit = query.limit();
        long after = query.next().map(AuditResource::place).orElse(0L);
        Reply.page(context, vertx.executeBlocking(() -> page(after, limit), false), AuditResource::json);
    }

    private static long place(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw Problem.parameter("next", "is no place in this list; send what X-Next of the page before said.");
        }
    }

    private Page<AuditEntry> page(long after, int limit) {
        List<AuditEntry> found = audit.entries(after, limit + 1);
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(Long.toString(found.get(limit - 1).seq())));
    }

    private static JsonObject json(AuditEntry entry) {
        return new JsonObject()
                .put("seq", entry.seq())
                .put("time", entry.time().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("subject", entry.subject())
                .put("detail", entry.detail()) // as it was hashed
                .put("previous", entry.previous())
                .put("hash", entry.hash());
    }

    private void verify(RoutingContext context) {
        Query.of(context);
        Reply.with(context, vertx.executeBlocking(audit::verify, false).map(AuditResource::json));
    }

    private static JsonObject json(AuditFinding finding) {
        return new JsonObject()
                .put("sound", finding.isSound())
                .put("entries", finding.entries())
                .put("head", finding.head())
                .put("firstWrong", finding.firstWrong().orElse(null))
                .put("problems", new JsonArray(finding.problems()));
    }
}
