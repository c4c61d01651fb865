package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Bodies that are received into files, no faster than the disk takes them. Bounds how many at once, the length of each and the time
 * it may take. Belongs to the context of its server.
 */
final class Uploads {
    private static final int MOST = 16;
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);
    /** Slower than this a body is not waited for, once {@link #PATIENCE_MILLIS} are over. */
    private static final long LEAST_BYTES_A_MILLI = 64;

    private final Vertx vertx;
    private final Path folder;
    private int receiving;

    /** @param folder where they are while they are received; is made */
    Uploads(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /** The body of a request as a file, which the caller {@link #drop}s. */
    Future<Path> receive(RoutingContext context, long maxBytes) {
        HttpServerRequest request = context.request();
        if (receiving >= MOST) {
            throw Problem.busy(5, "There are " + MOST + " uploads already; send it again in a few seconds.");
        }
        if (announced(request) > maxBytes) {
            throw tooLong(maxBytes);
        }
        receiving++;
        Promise<Void> done = Promise.promise();
        request.exceptionHandler(done::tryFail); // now: who leaves before there is a file would not be noticed later
        request.pause();
        return vertx.fileSystem()
                .mkdirs(folder.toString())
                .compose(made -> vertx.fileSystem().createTempFile(folder.toString(), "upload", "", "rw-------"))
                .compose(file -> receive(request, done, file, maxBytes)
                        .recover(failure -> drop(Path.of(file)).transform(dropped -> Future.failedFuture(failure)))
                        .map(whole -> Path.of(file)))
                .eventually(() -> {
                    receiving--;
                    return Future.succeededFuture();
                });
    }

    private static long announced(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getHeader("Content-Length"))
                    .map(Long::parseLong)
                    .orElse(-1L);
        } catch (NumberFormatException unreadable) {
            return -1;
        }
    }

    private static Problem tooLong(long maxBytes) {
        return new Problem(413, "The file is too long: at most " + (maxBytes >> 20) + " MiB are taken.");
    }

    private Future<Void> receive(HttpServerRequest request, Promise<Void> done, String file, long maxBytes) {
        return vertx.fileSystem()
                .open(file, new OpenOptions().setWrite(true))
                .compose(open -> new Upload(request, done, open, maxBytes).run().eventually(open::close));
    }

    /** Deletes what an earlier run left there. */
    Future<Void> clear() {
        return vertx.fileSystem()
                .exists(folder.toString())
                .compose(there ->
                        there ? vertx.fileSystem().deleteRecursive(folder.toString()) : Future.succeededFuture());
    }

    /** Deletes a file that was received. */
    Future<Void> drop(Path file) {
        return vertx.fileSystem().delete(file.toString());
    }

    /** One body on its way. */
    private final class Upload {
        private final HttpServerRequest request;
        private final AsyncFile file;
        private final long maxBytes;
        private final Promise<Void> done;
        private final long timer;
        private long bytes;

        Upload(HttpServerRequest request, Promise<Void> done, AsyncFile file, long maxBytes) {
            this.request = request;
            this.done = done;
            this.file = file;
            this.maxBytes = maxBytes;
            timer = vertx.setTimer(
                    PATIENCE_MILLIS + maxBytes / LEAST_BYTES_A_MILLI,
                    late -> done.tryFail(new Problem(408, "The body did not come to its end in time.")));
        }

        Future<Void> run() {
            request.endHandler(whole -> done.tryComplete());
            request.handler(this::take);
            request.resume();
            return done.future()
                    .onComplete(over -> vertx.cancelTimer(timer))
                    .onFailure(failed -> request.response().putHeader("Connection", "close"));
        }

        private void take(Buffer chunk) {
            bytes += chunk.length();
            if (done.future().isComplete()) {
                return; // the rest of one that is refused already
            }
            if (bytes > maxBytes) {
                done.tryFail(tooLong(maxBytes));
                return;
            }
            file.write(chunk).onFailure(done::tryFail);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(room -> request.resume());
            }
        }
    }
}
