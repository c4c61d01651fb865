package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.citygauge.aggregator.live.Page;

/** A whole list as CSV, which is written no faster than it is read. */
final class CsvDownload {
    private static final String CSV = "text/csv";
    /** Each that does not read keeps a part of its list, and what the compressor needs. */
    private static final int MAX_DOWNLOADS = 32;

    private int downloads;

    /** Whether CSV is asked for, by {@code format} or else by the header {@code Accept}. */
    static boolean isWanted(RoutingContext context, Query query) {
        String accept = context.request().getHeader("Accept");
        return query.choice("format", Map.of("json", false, "csv", true))
                .orElse(accept != null && accept.contains(CSV));
    }

    /**
     * Answers with a list.
     *
     * @param known fails where there is no such list, before anything is answered
     * @param header the names of the columns, with the end of the line
     * @param part the part of the list that begins at a place, or at its start
     * @param line an item as a line, with its end
     */
    <T> void send(
            RoutingContext context,
            Future<?> known,
            String header,
            Optional<String> next,
            Function<Optional<String>, Future<Page<T>>> part,
            Function<T, String> line) {
        if (downloads >= MAX_DOWNLOADS) {
            throw Problem.busy(30, "There are " + MAX_DOWNLOADS + " downloads already.");
        }
        downloads++;
        context.addEndHandler(ended -> downloads--);
        known.compose(there -> {
                    context.response()
                            .setChunked(true)
                            .putHeader("Content-Type", CSV + "; charset=utf-8; header=present")
                            .putHeader("Cache-Control", "no-store");
                    return rest(context, header, next, part, line);
                })
                .onComplete(done -> context.response().end(), context::fail);
    }

    /** Writes {@code head} and all that follows; a reader who left ends it. */
    private static <T> Future<Void> rest(
            RoutingContext context,
            String head,
            Optional<String> next,
            Function<Optional<String>, Future<Page<T>>> part,
            Function<T, String> line) {
        return part.apply(next).compose(found -> {
            Buffer lines = Buffer.buffer(head);
            found.items().forEach(item -> lines.appendString(line.apply(item)));
            Future<Void> written = Answers.write(context, lines);
            return found.next().isEmpty()
                    ? written
                    : written.compose(done -> rest(context, "", found.next(), part, line));
        });
    }
}
