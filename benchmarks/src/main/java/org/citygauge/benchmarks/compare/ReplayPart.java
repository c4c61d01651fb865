package org.citygauge.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.benchmarks.run.Workplace;

/**
 * A start with a journal of which the archive knows nothing, single readings a message; it ends when all is taken in, because only then a
 * gateway is ready. The time of an empty start is taken off.
 */
final class ReplayPart implements Part {
    private static final int SENSORS = 1_000;
    private static final int LIMIT_SECONDS = 120;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Path folder = bench.workplace().folder("replay");
        Path configuration = TestCity.of(SENSORS).write(folder);
        start(bench, configuration, 0); // so that the next one finds everything in memory, as those that count do
        double empty = start(bench, configuration, 0);
        Workplace.delete(folder.resolve("data"));
        int messages = bench.scale().journal();
        bench.say("filling a journal with " + messages + " messages");
        Journals.singles(folder.resolve("data/journal"), messages, SENSORS, bench.clock());
        List<Double> rates = new ArrayList<>();
        for (int round = 1; round <= bench.scale().rounds(); round++) {
            Workplace.delete(folder.resolve("data/archive"));
            double seconds = start(bench, configuration, messages);
            rates.add(messages / (seconds - empty));
            bench.say(String.format(
                    "replay, round %d: %d messages in %.2f s, of which %.2f s are an empty start",
                    round, messages, seconds, empty));
        }
        Workplace.delete(folder);
        return List.of(Row.alone("replay after a crash", "/s", Median.of(rates), Row.Target.atLeast(300_000, "/s")));
    }

    private static double start(Bench bench, Path configuration, int stored) throws Exception {
        try (RunningGateway gateway = bench.workplace().keep(RunningGateway.start(configuration))) {
            gateway.awaitStored(stored, LIMIT_SECONDS);
            return gateway.readySeconds();
        }
    }
}
