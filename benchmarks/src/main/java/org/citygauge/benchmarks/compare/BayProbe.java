package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.benchmarks.peer.PlainClient;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;

/** How long it takes from a reading until the API shows the indicator it changes: bays report for the first time, one after the other. */
final class BayProbe {
    private static final long LOOK_EVERY_NANOS = 5_000_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RunningGateway gateway;
    private final int bays;
    private int reported;

    BayProbe(RunningGateway gateway, int bays) {
        this.gateway = gateway;
        this.bays = bays;
    }

    /** Probes for so long; each in milliseconds, with at most 5 ms for looking too late. */
    List<Double> run(int seconds) throws IOException {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (var device = new PlainClient(gateway.mqtt().getPort(), "bay-probe")) {
            while (System.nanoTime() < end && reported < bays) {
                String topic = "city/" + TestCity.ID + "/parking_facility/" + TestCity.bay(reported);
                long begun = System.nanoTime();
                device.publish(1, topic, "{\"value\":1}".getBytes(StandardCharsets.UTF_8));
                device.awaitAcknowledgements(1);
                awaitBay(++reported, begun + LONGEST_NANOS);
                millis.add((System.nanoTime() - begun) / 1e6);
                LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(reported * 37L % 100)); // out of step with whatever is periodic
            }
        }
        return millis;
    }

    private void awaitBay(int live, long end) throws IOException {
        while (liveBays() < live) {
            if (System.nanoTime() > end) {
                throw new IOException("the API does not show bay " + live);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private double liveBays() {
        return gateway.get("/api/v1/indicators/" + TestCity.BAYS_INDICATOR)
                .path("numerator")
                .path("value")
                .asDouble();
    }
}
