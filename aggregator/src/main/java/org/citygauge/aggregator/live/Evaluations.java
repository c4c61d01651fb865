package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for questions that read a year: few, and few may wait, so that they never hold up what is quick. */
final class Evaluations implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 32;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("citygauge-evaluations-", 0).factory());

    /** Runs {@code work}; fails with {@link Busy} if too much waits already. */
    <T> Future<T> ask(Callable<T> work) {
        return Worker.<T>ask(threads, work)
                .recover(failure -> Future.failedFuture(
                        failure instanceof RejectedExecutionException && !threads.isShutdown() ? new Busy() : failure));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                org.slf4j.LoggerFactory.getLogger(Evaluations.class).warn("an evaluation did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
