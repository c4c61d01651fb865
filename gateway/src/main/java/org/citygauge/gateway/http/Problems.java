package org.citygauge.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.citygauge.aggregator.journal.JournalFull;
import org.citygauge.aggregator.live.Busy;
import org.citygauge.gateway.ledger.LedgerRefused;
import org.citygauge.gateway.ledger.LedgerUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns failures into answers. */
final class Problems implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset(); // half an answer must not look like a whole one
            return;
        }
        Problem problem = problemOf(context);
        response.setStatusCode(problem.status());
        problem.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", "application/problem+json");
        Answers.end(context, body(problem).toBuffer());
    }

    private static JsonObject body(Problem problem) {
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title(problem.status()))
                .put("status", problem.status())
                .put("detail", problem.detail());
        problem.members().forEach(body::put);
        return body;
    }

    private static Problem problemOf(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        return switch (failure) {
            case Problem problem -> problem;
            case JournalFull full ->
                Problem.busy(RETRY_AFTER_SECONDS, "The journal is full, nothing was taken; send it again later.");
            case Busy busy ->
                Problem.busy(RETRY_AFTER_SECONDS, "Too many years are being evaluated already; ask again later.");
            case LedgerRefused refused -> of(refused);
            case LedgerUnavailable unavailable -> {
                LOG.error("the ledger is not to be used", unavailable);
                yield Problem.busy(
                        RETRY_AFTER_SECONDS, "The ledger cannot be used at the moment; the gateway's log says why.");
            }
            case null, default -> byStatus(context, failure);
        };
    }

    private static Problem of(LedgerRefused refused) {
        int status = switch (refused.reason()) {
            case UNKNOWN -> 404;
            case FORBIDDEN -> 403;
            case CONFLICT -> 409;
            case UNUSABLE -> 422;
        };
        return new Problem(status, String.valueOf(refused.getMessage()));
    }

    private static Problem byStatus(RoutingContext context, @Nullable Throwable failure) {
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            return new Problem(status, explain(status));
        }
        LOG.error("{} {} failed", context.request().method(), context.request().path(), failure);
        return new Problem(500, "The gateway failed to answer; its log says why.");
    }

    private static String explain(int status) {
        return switch (status) {
            case 404 -> "There is nothing here; /openapi.yaml lists all paths.";
            default -> "The request could not be read.";
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Error";
        };
    }
}
