package org.citygauge.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a limit. */
final class Answer {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Answer() {}

    static <T> T of(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Whether it came true within the limit. */
    static boolean isTrue(Duration limit, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    static void awaitThat(String what, BooleanSupplier condition) {
        assertThat(isTrue(LIMIT, condition)).as("waiting until %s", what).isTrue();
    }
}
