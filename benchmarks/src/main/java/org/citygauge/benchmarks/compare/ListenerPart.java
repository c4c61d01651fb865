package org.citygauge.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.gateway.simulate.Outcome;

/** The listener next to a bare one that acknowledges at once; by turns, both up all the time and warm. */
final class ListenerPart implements Part {
    private static final String PEER = "bare vertx-mqtt";
    private static final int SENSORS = 1_000;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        List<Double> bareRates = new ArrayList<>();
        List<Double> bareCpu = new ArrayList<>();
        List<Taken> singles = new ArrayList<>();
        List<Taken> batches = new ArrayList<>();
        try (RunningGateway gateway = bench.gateway(TestCity.of(SENSORS));
                BareListener bare = bench.workplace().keep(BareListener.start())) {
            bench.run(bench.singles(bare.url()));
            Taken.run(bench, gateway, bench.singles(gateway.mqtt()));
            for (int round = 1; round <= bench.scale().rounds(); round++) {
                double cpu = bare.cpuSeconds();
                Outcome outcome = bench.run(bench.singles(bare.url()));
                bareRates.add(outcome.readingsPerSecond());
                bareCpu.add((bare.cpuSeconds() - cpu) * 1e6 / outcome.readings());
                singles.add(Taken.run(bench, gateway, bench.singles(gateway.mqtt())));
                batches.add(Taken.run(bench, gateway, bench.batches(gateway.mqtt())));
                bench.say(String.format(
                        "listener, round %d: bare %.0f/s; ours %s; batches %s",
                        round, bareRates.getLast(), singles.getLast(), batches.getLast()));
            }
        }
        bench.listener(new Taken(
                median(singles, Taken::acknowledged),
                median(singles, Taken::archived),
                median(singles, Taken::cpuMicros),
                median(singles, Taken::p99Millis)));
        double bare = Median.of(bareRates);
        return List.of(
                Row.against(
                                "listener, acknowledged",
                                "/s",
                                median(singles, Taken::acknowledged),
                                PEER,
                                bare,
                                Row.Target.NONE)
                        .cpu(median(singles, Taken::cpuMicros), Median.of(bareCpu)),
                Row.against(
                                "listener, in the archive",
                                "/s",
                                median(singles, Taken::archived),
                                PEER,
                                bare,
                                Row.Target.atLeast(0.6, " ×"))
                        .cpu(median(singles, Taken::cpuMicros), Median.of(bareCpu)),
                Row.alone(
                                "listener, 10 readings a message, in the archive",
                                "/s",
                                median(batches, Taken::archived),
                                Row.Target.atLeast(100_000, "/s"))
                        .cpu(median(batches, Taken::cpuMicros), Double.NaN));
    }

    private static double median(List<Taken> all, ToDoubleFunction<Taken> of) {
        return Median.of(all.stream().map(of::applyAsDouble).toList());
    }
}
