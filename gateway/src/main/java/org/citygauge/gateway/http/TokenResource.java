package org.citygauge.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.NewToken;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.gateway.ledger.Token;

/** The tokens: made, listed, taken back. */
final class TokenResource implements Resource {
    private static final String PATH = "/api/v1/tokens";

    private final Vertx vertx;
    private final Keys keys;
    private final ZoneId zone;

    /** @param zone of the city: whose midnight a day is */
    TokenResource(Vertx vertx, Keys keys, ZoneId zone) {
        this.vertx = vertx;
        this.keys = keys;
        this.zone = zone;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list).needing(Role.AUDITOR),
                Endpoint.post(PATH, this::create).needing(Role.APPROVER).withBody(),
                Endpoint.delete(PATH + "/:name", this::revoke).needing(Role.APPROVER));
    }

    private void list(RoutingContext context) {
        Query.of(context);
        vertx.executeBlocking(() -> keys.ledger().all(), false)
                .onComplete(
                        all -> {
                            var array = new JsonArray();
                            keys.file().ifPresent(file -> file.callers().forEach(caller -> array.add(ofFile(caller))));
                            all.forEach(token -> array.add(json(token)));
                            Reply.json(context, array);
                        },
                        context::fail);
    }

    private void create(RoutingContext context) {
        Query.of(context);
        JsonBody body = JsonBody.of(context, "name", "role", "expires");
        String name = body.required("name");
        Role role = role(body.required("role"));
        Optional<Instant> expires = body.text("expires").map(this::instant);
        Caller caller = Guard.caller(context);
        if (keys.isInFile(name)) {
            throw new Problem(409, "There is a token of " + name + " in the file http.tokens; choose another name.");
        }
        vertx.executeBlocking(() -> keys.ledger().create(caller, name, role, expires), false)
                .onComplete(made -> Reply.json(context, 201, json(made)), context::fail);
    }

    private static Role role(String code) {
        return Role.of(code)
                .orElseThrow(() ->
                        Problem.parameter("role", "\"" + code + "\" is none of viewer, editor, approver, auditor."));
    }

    private Instant instant(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            throw Problem.parameter(
                    "expires",
                    "\"" + text + "\" is neither a day such as 2027-01-01 nor an instant such as"
                            + " 2027-01-01T00:00:00Z.");
        }
    }

    private void revoke(RoutingContext context) {
        Query.of(context);
        String name = context.pathParam("name");
        Caller caller = Guard.caller(context);
        if (keys.isInFile(name)) {
            throw new Problem(409, "The token of " + name + " is in the file http.tokens; take its line out there.");
        }
        Reply.with(
                context,
                vertx.executeBlocking(() -> keys.ledger().revoke(caller, name), false)
                        .map(this::json));
    }

    private JsonObject json(NewToken made) {
        return json(made.token()).put("token", made.secret());
    }

    private JsonObject json(Token token) {
        return new JsonObject()
                .put("name", token.name())
                .put("role", token.role().code())
                .put("state", state(token))
                .put("expires", token.expires().map(Instant::toString).orElse(null))
                .put("created", token.created().toString())
                .put("by", token.by())
                .put(
                        "revoked",
                        token.revoked().map(one -> one.time().toString()).orElse(null))
                .put("revokedBy", token.revoked().map(Token.Revoked::by).orElse(null));
    }

    private String state(Token token) {
        if (token.revoked().isPresent()) {
            return "revoked";
        }
        return token.isExpired(keys.clock().instant()) ? "expired" : "valid";
    }

    private static JsonObject ofFile(Caller caller) {
        return new JsonObject()
                .put("name", caller.name())
                .put("role", caller.role().code())
                .put("state", "valid")
                .putNull("expires")
                .putNull("created")
                .put("by", "http.tokens")
                .putNull("revoked")
                .putNull("revokedBy");
    }
}
