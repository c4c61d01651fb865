package org.citygauge.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.gateway.simulate.Load;
import org.citygauge.gateway.simulate.Outcome;

/** Latencies at half of the listener's maximum: acknowledgement, and reading to live API; next to the disk's own. */
final class LatencyPart implements Part {
    private static final int SENSORS = 1_000;
    private static final int BAYS = 5_000;
    private static final int PERCENT = 99;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        int rate = (int) (bench.listener().archived() / 2);
        int seconds = 2 * bench.scale().seconds();
        List<Double> acknowledged = new ArrayList<>();
        List<Double> shown = new ArrayList<>();
        List<Double> disk = new ArrayList<>();
        try (RunningGateway gateway = bench.gateway(new TestCity(SENSORS, BAYS, Optional.empty()))) {
            Load load = bench.load(gateway.mqtt(), SENSORS, rate, 1, 100, seconds);
            Taken.run(bench, gateway, load); // warms up
            var probe = new BayProbe(gateway, BAYS);
            probe.run(2);
            for (int round = 1; round <= bench.scale().rounds(); round++) {
                try (var sync = new DiskProbe(bench.workplace().folder("disk"))) {
                    CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> run(bench, load));
                    List<Double> bays = probe.run(seconds);
                    acknowledged.add(running.get().p99Millis());
                    shown.add(Median.percentile(bays, PERCENT));
                    disk.add(sync.p99Millis());
                    bench.say(String.format(
                            "latency at %d/s, round %d: ack p99 %.1f ms; live p50 %.0f p99 %.0f ms of %d; fdatasync p99 %.2f ms",
                            rate,
                            round,
                            acknowledged.getLast(),
                            Median.of(bays),
                            shown.getLast(),
                            bays.size(),
                            disk.getLast()));
                }
            }
        }
        double sync = Median.of(disk);
        return List.of(
                Row.alone(
                                "acknowledgement, p99, at half of the maximum rate",
                                "ms",
                                Median.of(acknowledged),
                                Row.Target.atMost(25, " ms"))
                        .beside("fdatasync p99", sync),
                Row.alone(
                                "reading to live API, p99, at that rate",
                                "ms",
                                Median.of(shown),
                                Row.Target.atMost(500, " ms"))
                        .beside("fdatasync p99", sync));
    }

    private static Outcome run(Bench bench, Load load) {
        try {
            return bench.run(load);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
