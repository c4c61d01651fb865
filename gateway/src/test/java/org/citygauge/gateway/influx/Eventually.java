package org.citygauge.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks something outside of this process until the answer is yes; there is no event to wait for. */
final class Eventually {
    private Eventually() {}

    static void holds(Callable<Boolean> question) {
        var yes = new CompletableFuture<Boolean>();
        try (var asking = Executors.newSingleThreadScheduledExecutor()) {
            var unused = asking.scheduleWithFixedDelay(() -> ask(question, yes), 0, 50, TimeUnit.MILLISECONDS);
            try {
                assertThat(yes.get(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                asking.shutdownNow();
            }
        } catch (TimeoutException never) {
            throw new AssertionError("it did not come to hold within 30 s", never);
        } catch (ExecutionException failed) {
            throw new AssertionError("asking failed", failed.getCause());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", hurried);
        }
    }

    /** Asks for as long, and does not mind if there is no answer yet, or it stays no: what follows tells why. */
    static void tries(Callable<Boolean> question) {
        try {
            holds(() -> {
                try {
                    return question.call();
                } catch (Exception | AssertionError notYet) {
                    return false;
                }
            });
        } catch (AssertionError never) {
            // told by what follows
        }
    }

    private static void ask(Callable<Boolean> question, CompletableFuture<Boolean> yes) {
        try {
            if (question.call()) {
                yes.complete(true);
            }
        } catch (Exception failed) {
            yes.completeExceptionally(failed);
        }
    }
}
