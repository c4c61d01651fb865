package org.citygauge.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Processes of a run, ended by their handle and never by a name. */
public final class Processes {
    private static final int LOOK_EVERY_NANOS = 10_000_000;

    private Processes() {}

    /** The launcher, or a script of the benchmarks, in this checkout. */
    public static String program(String name) {
        return Path.of(System.getenv().getOrDefault("CITYGAUGE_HOME", "."))
                .toAbsolutePath()
                .resolve(name)
                .toString();
    }

    /** Asks it to end and waits; ends it for good when it does not. */
    public static void end(Process process, int limitSeconds) {
        process.destroy();
        try {
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until something holds, looking a hundred times a second. */
    public static void await(String what, int limitSeconds, BooleanSupplier holds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited " + limitSeconds + " s in vain: " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
