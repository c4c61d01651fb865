package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.ledger.Role;
import org.citygauge.gateway.snapshot.SnapshotRefused;
import org.citygauge.gateway.snapshot.SnapshotState;
import org.citygauge.gateway.snapshot.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A year as a package, made while the city runs: asked for, looked at until it is ready, fetched. */
final class SnapshotResource implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotResource.class);
    private static final String PATH = "/api/v1/snapshots";
    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final Snapshots snapshots;

    SnapshotResource(Vertx vertx, Snapshots snapshots) {
        this.vertx = vertx;
        this.snapshots = snapshots;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                // It changes nothing and shows nothing that a viewer could not read, so an auditor may, too.
                Endpoint.post(PATH, this::begin).needing(Role.VIEWER).told("snapshot.begin"),
                Endpoint.get(PATH + "/:id", this::look),
                Endpoint.get(PATH + "/:id/file", this::fetch));
    }

    private void begin(RoutingContext context) {
        Query query = Query.of(context, "year", "draft");
        int year = query.year().orElseThrow(() -> Problem.parameter("year", "is missing."));
        boolean draft = query.flag("draft").orElse(false);
        vertx.executeBlocking(() -> begun(year, draft), false)
                .onComplete(
                        id -> {
                            forgetLater(id);
                            context.response().putHeader("Location", PATH + "/" + id);
                            Reply.json(context, 202, json(id, stateOf(id)));
                        },
                        context::fail);
    }

    private String begun(int year, boolean draft) {
        try {
            return snapshots.begin(year, draft, work -> vertx.executeBlocking(work, false));
        } catch (SnapshotRefused refused) {
            throw new Problem(409, String.valueOf(refused.getMessage()));
        }
    }

    private void forgetLater(String id) {
        vertx.setTimer(KEPT_MILLIS, late -> {
            if (snapshots
                    .state(id)
                    .filter(SnapshotState.Packing.class::isInstance)
                    .isPresent()) {
                forgetLater(id);
            } else {
                drop(id).onFailure(stays -> LOG.warn("the package {} stays: {}", id, stays.toString()));
            }
        });
    }

    private Future<?> drop(String id) {
        return vertx.executeBlocking(
                () -> {
                    snapshots.drop(id);
                    return Optional.empty();
                },
                false);
    }

    private void look(RoutingContext context) {
        Query.of(context);
        String id = context.pathParam("id");
        Reply.json(context, 200, json(id, stateOf(id)));
    }

    private SnapshotState stateOf(String id) {
        return snapshots
                .state(id)
                .orElseThrow(() -> Problem.notFound("There is no package " + id
                        + " (any more): it goes when it was fetched, after an hour, and when"
                        + " another one is begun."));
    }

    private static JsonObject json(String id, SnapshotState state) {
        var json = new JsonObject().put("id", id);
        return switch (state) {
            case SnapshotState.Packing(String doing, int done, int total) ->
                json.put("state", "packing")
                        .put("doing", doing)
                        .put("done", done)
                        .put("total", total);
            case SnapshotState.Ready(var file, String name, long bytes, String digest, String key) ->
                json.put("state", "ready")
                        .put("name", name)
                        .put("bytes", bytes)
                        .put("digest", digest)
                        .put("key", key);
            case SnapshotState.Failed(String problem) ->
                json.put("state", "failed").put("problem", problem);
        };
    }

    private void fetch(RoutingContext context) {
        Query.of(context);
        String id = context.pathParam("id");
        if (!(stateOf(id) instanceof SnapshotState.Ready ready)) {
            throw new Problem(409, "The package " + id + " is not ready; look at " + PATH + "/" + id + ".");
        }
        context.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Disposition", "attachment; filename=\"" + ready.name() + "\"")
                .putHeader("Content-Encoding", "identity") // its digest is of these very bytes
                .putHeader("Cache-Control", "no-store");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response().putHeader("Content-Length", Long.toString(ready.bytes()));
            context.end();
            return;
        }
        context.response()
                .sendFile(ready.file().toString())
                .compose(sent -> drop(id))
                .onFailure(context::fail);
    }
}
