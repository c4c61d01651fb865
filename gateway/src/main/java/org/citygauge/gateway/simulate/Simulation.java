package org.citygauge.gateway.simulate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;

/** Runs a load against a listener, and waits for the last acknowledgement. */
public final class Simulation {
    private static final long CONNECT_SECONDS = 20;
    private static final long LAST_ACKS_SECONDS = 30;

    private final Vertx vertx;
    private final InstantSource clock;
    /** Kept: Vert.x closes the connections of a client that nobody holds any more, half a minute after it was collected. */
    private final NetClient client;

    public Simulation(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /**
     * Runs it. Blocks.
     *
     * @param acknowledgedReading hears of each reading that is safe, its sensor and its time in microseconds
     */
    public Outcome run(Load load, ObjLongConsumer<String> acknowledgedReading) throws InterruptedException {
        // One event loop for all devices: their counts need no locks.
        var context = vertx.getOrCreateContext();
        var latencies = new Histogram(3);
        List<SimulatedDevice> devices = new ArrayList<>();
        for (int i = 0; i < load.connections(); i++) {
            devices.add(new SimulatedDevice(vertx, load, i, latencies, acknowledgedReading));
        }
        Optional<String> refused = connect(load, devices, context);
        if (refused.isPresent()) {
            return new Outcome(0, 0, 0, 0, 0, 0, refused);
        }
        long base = clock.millis() * 1_000 - TimeUnit.SECONDS.toMicros(1);
        List<Future<Void>> ends = new ArrayList<>();
        var started = new java.util.concurrent.CountDownLatch(1);
        context.runOnContext(ignored -> {
            devices.forEach(device -> ends.add(device.run(base)));
            started.countDown();
        });
        started.await();
        Future<?> all = Future.join(ends);
        waitFor(all, load.duration().toMillis());
        context.runOnContext(ignored -> devices.forEach(SimulatedDevice::stop));
        waitFor(all, TimeUnit.SECONDS.toMillis(LAST_ACKS_SECONDS));
        Outcome outcome = outcome(load, devices, latencies);
        context.runOnContext(ignored -> devices.forEach(SimulatedDevice::close));
        client.close().onFailure(gone -> {});
        return outcome;
    }

    private Optional<String> connect(Load load, List<SimulatedDevice> devices, io.vertx.core.Context context)
            throws InterruptedException {
        var result = new java.util.concurrent.CompletableFuture<Void>();
        context.runOnContext(ignored -> Future.all(devices.stream()
                        .map(device -> client.connect(
                                        load.url().getPort(), load.url().getHost())
                                .compose(device::connect))
                        .toList())
                .onComplete(all -> result.complete(null), result::completeExceptionally));
        try {
            result.get(CONNECT_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException failed) {
            return Optional.of(load.url() + ": "
                    + String.valueOf(
                            failed.getCause() == null
                                    ? failed
                                    : failed.getCause().getMessage()));
        } catch (java.util.concurrent.TimeoutException late) {
            return Optional.of(load.url() + " did not answer in " + CONNECT_SECONDS + " s");
        }
    }

    private static void waitFor(Future<?> future, long millis) throws InterruptedException {
        try {
            future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException stillRunning) {
            // its counts say what happened
        }
    }

    private static Outcome outcome(Load load, List<SimulatedDevice> devices, Histogram latencies) {
        long published = devices.stream().mapToLong(SimulatedDevice::published).sum();
        long acknowledged =
                devices.stream().mapToLong(SimulatedDevice::acknowledged).sum();
        double seconds =
                devices.stream().mapToDouble(SimulatedDevice::seconds).max().orElse(0);
        return new Outcome(
                published,
                acknowledged,
                acknowledged * load.batch(),
                Math.max(0, seconds),
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                devices.stream().flatMap(device -> device.failure().stream()).findFirst());
    }
}
