package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.backup.BackupRefused;
import org.citygauge.gateway.backup.BackupState;
import org.citygauge.gateway.backup.Backups;
import org.citygauge.gateway.ledger.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive as a file, made while the city runs: asked for, looked at until it is ready, fetched once. */
final class BackupResource implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(BackupResource.class);
    private static final String PATH = "/api/v1/backups";
    /** A copy takes as much room as the archive, so it does not wait for ever. */
    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Vertx vertx;
    private final Backups backups;

    BackupResource(Vertx vertx, Backups backups) {
        this.vertx = vertx;
        this.backups = backups;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(PATH, this::begin).needing(Role.APPROVER).told("backup.begin"),
                Endpoint.get(PATH + "/:id", this::look).needing(Role.APPROVER),
                Endpoint.get(PATH + "/:id/file", this::fetch)
                        .needing(Role.APPROVER)
                        .told("backup.fetch"));
    }

    private void begin(RoutingContext context) {
        Query.of(context);
        blocking(this::begun)
                .onComplete(
                        id -> {
                            forgetLater(id);
                            context.response().putHeader("Location", PATH + "/" + id);
                            Reply.json(context, 202, json(id, stateOf(id)));
                        },
                        context::fail);
    }

    private String begun() {
        try {
            return backups.begin();
        } catch (BackupRefused refused) {
            throw switch (refused.reason()) {
                case UNDER_WAY -> new Problem(409, refused.problem());
                case NO_ROOM -> new Problem(507, refused.problem());
            };
        }
    }

    private void forgetLater(String id) {
        vertx.setTimer(KEPT_MILLIS, late -> {
            if (backups.state(id).filter(BackupState.Copying.class::isInstance).isPresent()) {
                forgetLater(id);
            } else {
                blocking(() -> backups.drop(id))
                        .onFailure(stays -> LOG.warn("the backup {} stays: {}", id, stays.toString()));
            }
        });
    }

    private void look(RoutingContext context) {
        Query.of(context);
        String id = context.pathParam("id");
        Reply.json(context, 200, json(id, stateOf(id)));
    }

    private BackupState stateOf(String id) {
        return backups.state(id)
                .orElseThrow(() -> Problem.notFound(
                        "There is no backup " + id + " (any more): it goes when it was fetched, after an hour, and when"
                                + " another one is begun."));
    }

    private static JsonObject json(String id, BackupState state) {
        var json = new JsonObject().put("id", id);
        return switch (state) {
            case BackupState.Copying(long copied, long total) ->
                json.put("state", "copying").put("bytes", copied).put("total", total);
            case BackupState.Ready(var backup, var file, long bytes) ->
                json.put("state", "ready")
                        .put("bytes", bytes)
                        .put("total", bytes)
                        .put("asOf", backup.asOf().toString())
                        .put("readings", backup.readings())
                        .put("digest", backup.digest());
            case BackupState.Failed(String problem) ->
                json.put("state", "failed").put("problem", problem);
        };
    }

    private void fetch(RoutingContext context) {
        Query.of(context);
        String id = context.pathParam("id");
        if (!(stateOf(id) instanceof BackupState.Ready ready)) {
            throw new Problem(409, "The backup " + id + " is not ready; look at " + PATH + "/" + id + ".");
        }
        context.response()
                .putHeader("Content-Type", "application/vnd.sqlite3")
                .putHeader("Content-Encoding", "identity") // what is packed already is not packed again
                .putHeader("Cache-Control", "no-store");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response().putHeader("Content-Length", Long.toString(ready.bytes()));
            context.end();
            return;
        }
        context.response()
                .sendFile(ready.file().toString())
                .compose(sent -> blocking(() -> {
                    backups.fetched(id);
                    return Optional.empty();
                }))
                .onFailure(context::fail);
    }

    private <T> Future<T> blocking(java.util.concurrent.Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
