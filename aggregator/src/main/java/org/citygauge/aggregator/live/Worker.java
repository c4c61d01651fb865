package org.citygauge.aggregator.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Hops from a Vert.x context to a thread that may block, and back. */
final class Worker {
    private Worker() {}

    /** Runs {@code work} there; its result arrives on the caller's context where there is one. */
    static <T> Future<T> ask(Executor executor, Callable<T> work) {
        var answer = new Answer<T>(Vertx.currentContext());
        try {
            executor.execute(() -> {
                try {
                    answer.succeed(work.call());
                } catch (Throwable failure) {
                    answer.fail(failure);
                }
            });
        } catch (RuntimeException refused) {
            answer.fail(refused);
        }
        return answer.promise.future();
    }

    /** A result on its way back to the context that asked. */
    static final class Answer<T> {
        private final @Nullable Context context;
        private final Promise<T> promise = Promise.promise();

        Answer(@Nullable Context context) {
            this.context = context;
        }

        Future<T> future() {
            return promise.future();
        }

        void succeed(T result) {
            back(() -> promise.tryComplete(result));
        }

        void fail(Throwable failure) {
            back(() -> promise.tryFail(failure));
        }

        private void back(Runnable completion) {
            if (context == null) {
                completion.run();
            } else {
                context.runOnContext(ignored -> completion.run());
            }
        }
    }
}
