package org.citygauge.aggregator.journal.sqlite;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what callers wait for where they want it: on their Vert.x context, or on a thread of its own for those without one, so that
 * nobody's callback can hold up the writer.
 */
final class Callbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final ExecutorService withoutContext = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "journal-callbacks");
        thread.setDaemon(true);
        return thread;
    });

    /** Gives each item to {@code complete}, with one hop for each context, however many items wait there. */
    <T> void each(List<T> items, Function<T, @Nullable Context> contextOf, Consumer<T> complete) {
        var byContext = new IdentityHashMap<Object, List<T>>();
        for (T item : items) {
            Context context = contextOf.apply(item);
            byContext
                    .computeIfAbsent(context == null ? this : context, first -> new ArrayList<>(items.size()))
                    .add(item);
        }
        byContext.forEach(
                (key, those) -> run(key instanceof Context there ? there : null, () -> those.forEach(complete)));
    }

    private void run(@Nullable Context context, Runnable work) {
        if (context != null) {
            try {
                context.runOnContext(nothing -> work.run());
                return;
            } catch (RejectedExecutionException ended) {
                LOG.debug("A context ended before its messages were acknowledged", ended);
            }
        }
        withoutContext.execute(work);
    }

    @Override
    public void close() {
        withoutContext.shutdown();
        try {
            if (!withoutContext.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Callbacks of the journal still run after 5 s");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
