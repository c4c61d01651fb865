package org.citygauge.gateway.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;

/** A gateway in the foreground: started, announced, and ended by Ctrl-C or SIGTERM. */
final class Running {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What to do while the gateway runs. */
    @FunctionalInterface
    interface Work {
        /** @return ends the work when closed */
        AutoCloseable begin(Gateway gateway) throws Exception;
    }

    /** Runs until the process is asked to end. */
    int run(CityParts parts, InstantSource clock, PrintWriter out, Work work) {
        long begun = System.nanoTime();
        Gateway gateway;
        try {
            gateway = Gateway.start(parts, clock);
        } catch (RuntimeException failed) {
            out.println("Citygauge cannot start: " + failed.getMessage());
            out.flush();
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "citygauge-shutdown"));
        try (gateway;
                AutoCloseable running = work.begin(gateway)) {
            out.println("HTTP  " + gateway.httpUrl());
            gateway.mqttUrl().ifPresent(url -> out.println("MQTT  " + url));
            out.println("Ready in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
            out.flush();
            asked.await();
            return running == null ? 1 : 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception failed) {
            out.println("Citygauge stops: " + failed.getMessage());
            out.flush();
            return 1;
        } finally {
            ended.countDown();
        }
    }

    private void end() {
        asked.countDown();
        try {
            ended.await(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
