package org.citygauge.gateway.watch;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls watched files, off the event loop. Ready at once. */
public final class FileWatch extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final List<WatchedFiles<?>> watched;
    private final Duration interval;

    /** @param interval between two looks at the files; a change is in force after two to three of them */
    public FileWatch(List<WatchedFiles<?>> watched, Duration interval) {
        this.watched = List.copyOf(watched);
        this.interval = interval;
    }

    @Override
    public Future<?> start() {
        await();
        return Future.succeededFuture();
    }

    private void await() {
        vertx.setTimer(interval.toMillis(), timer -> poll());
    }

    private void poll() {
        vertx.executeBlocking(() -> {
                    watched.forEach(FileWatch::poll);
                    return true;
                })
                .onComplete(looked -> await()); // the next look follows the last, however long that took
    }

    private static void poll(WatchedFiles<?> files) {
        try {
            files.poll();
        } catch (RuntimeException unexpected) { // must cost neither the other files nor the next look
            log.error("Could not take over a change of the {}", files.name(), unexpected);
        }
    }
}
