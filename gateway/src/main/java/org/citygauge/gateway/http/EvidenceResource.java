package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Evidence;
import org.citygauge.gateway.ledger.EvidenceStore;
import org.citygauge.gateway.ledger.Role;

/** The files that prove figures: taken in through a file and given out piece by piece, so that none is ever in memory as a whole. */
final class EvidenceResource implements Resource {
    private static final String LIST = "/api/v1/evidence";
    private static final String ONE = LIST + "/:sha256";
    private static final String OCTETS = "application/octet-stream";

    private final Vertx vertx;
    private final EvidenceStore store;
    private final Uploads uploads;

    EvidenceResource(Vertx vertx, EvidenceStore store, Uploads uploads) {
        this.vertx = vertx;
        this.store = store;
        this.uploads = uploads;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(LIST, this::list),
                Endpoint.post(LIST, this::add).needing(Role.EDITOR),
                Endpoint.get(ONE, this::fetch));
    }

    private void list(RoutingContext context) {
        Query.of(context);
        vertx.executeBlocking(store::all, false)
                .onComplete(
                        all -> Reply.json(context, Reply.array(all.stream().map(EvidenceResource::json))),
                        context::fail);
    }

    private void add(RoutingContext context) {
        String name = Query.of(context, "name")
                .text("name")
                .orElseThrow(() -> Problem.parameter("name", "is missing; write what the file is called."));
        String type = Optional.ofNullable(context.request().getHeader("Content-Type"))
                .map(given -> given.replaceAll(";.*", "").strip())
                .filter(given -> !given.isEmpty())
                .orElse(OCTETS);
        Caller caller = Guard.caller(context);
        uploads.receive(context, EvidenceStore.MAX_BYTES)
                .compose(file -> kept(caller, file, name, type))
                .onComplete(kept -> Reply.json(context, 201, json(kept)), context::fail);
    }

    private Future<Evidence> kept(Caller caller, Path file, String name, String type) {
        return vertx.executeBlocking(() -> store.add(caller, file, name, type), false)
                .eventually(() -> uploads.drop(file));
    }

    static JsonObject json(Evidence evidence) {
        return new JsonObject()
                .put("sha256", evidence.ref().sha256())
                .put("size", evidence.size())
                .put("name", evidence.ref().name())
                .put("mediaType", evidence.ref().mediaType())
                .put("time", evidence.time().toString())
                .put("actor", evidence.actor());
    }

    private void fetch(RoutingContext context) {
        Query.of(context);
        String sha256 = context.pathParam("sha256");
        vertx.executeBlocking(() -> store.find(sha256), false)
                .compose(found -> send(
                        context, found.orElseThrow(() -> Problem.notFound("There is no evidence " + sha256 + "."))))
                .onFailure(context::fail);
    }

    private Future<Void> send(RoutingContext context, Evidence evidence) {
        context.response()
                .putHeader("Content-Type", evidence.ref().mediaType())
                .putHeader("Content-Length", Long.toString(evidence.size()))
                .putHeader("Content-Encoding", "identity") // its length is said
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''" + encoded(evidence.ref().name()))
                .putHeader(
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'") // whatever was given us must not act here
                .putHeader("Cache-Control", "no-store");
        return context.request().method().equals(HttpMethod.HEAD) ? context.end() : rest(context, evidence, 0);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Future<Void> rest(RoutingContext context, Evidence evidence, int place) {
        return vertx.executeBlocking(() -> store.piece(evidence.ref().sha256(), place), false)
                .compose(piece -> piece.isEmpty()
                        ? context.response().end()
                        : Answers.write(context, Buffer.buffer(piece.get()))
                                .compose(written -> rest(context, evidence, place + 1)));
    }
}
