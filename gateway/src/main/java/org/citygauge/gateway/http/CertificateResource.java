package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Certificate;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.ledger.Role;

/** The certificates the city has. */
final class CertificateResource implements Resource {
    private static final String PATH = "/api/v1/certificates";

    private final Vertx vertx;
    private final Ledger ledger;

    CertificateResource(Vertx vertx, Ledger ledger) {
        this.vertx = vertx;
        this.ledger = ledger;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.post(PATH, this::add).needing(Role.APPROVER).withBody());
    }

    private void list(RoutingContext context) {
        Query.of(context);
        vertx.executeBlocking(ledger::certificates, false)
                .onComplete(
                        all -> Reply.json(context, Reply.array(all.stream().map(CertificateResource::json))),
                        context::fail);
    }

    private void add(RoutingContext context) {
        Query.of(context);
        JsonBody body = JsonBody.of(context, "standard", "level", "date", "certifier", "comment", "evidence");
        Caller caller = Guard.caller(context);
        vertx.executeBlocking(() -> ledger.addCertificate(caller, statement(body)), false)
                .onComplete(added -> Reply.json(context, 201, json(added)), context::fail);
    }

    private Certificate.Statement statement(JsonBody body) {
        return new Certificate.Statement(
                body.required("standard"),
                body.text("level").orElse(""),
                body.date("date").orElseThrow(() -> Problem.parameter("date", "is missing; write when it was given.")),
                body.required("certifier"),
                body.text("comment").orElse(""),
                FigureForm.evidence(body, ledger.evidence()::find));
    }

    private static JsonObject json(Certificate certificate) {
        Certificate.Statement says = certificate.says();
        return new JsonObject()
                .put("id", certificate.id())
                .put("standard", says.standard())
                .put("level", says.level())
                .put("date", says.date().toString())
                .put("certifier", says.certifier())
                .put("comment", says.comment())
                .put("evidence", FigureJson.evidence(says.evidence()))
                .put("time", certificate.time().toString())
                .put("actor", certificate.actor());
    }
}
