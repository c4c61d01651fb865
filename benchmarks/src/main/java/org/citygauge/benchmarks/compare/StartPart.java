package org.citygauge.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.benchmarks.run.Workplace;

/** A start on a year of many sensors, from the start of the process to the line that says it is ready. */
final class StartPart implements Part {
    private static final int LIMIT_SECONDS = 300;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Scale scale = bench.scale();
        Path folder = bench.workplace().folder("start");
        Path configuration = TestCity.of(scale.yearSensors()).write(folder);
        Duration every = Duration.ofHours(scale.yearStepHours());
        bench.say("filling a journal with a year of " + scale.yearSensors() + " sensors");
        int readings = Journals.year(folder.resolve("data/journal"), scale.yearSensors(), every, bench.clock());
        try (RunningGateway gateway = bench.workplace().keep(RunningGateway.start(configuration))) {
            gateway.awaitStored(readings, LIMIT_SECONDS);
            bench.say(String.format("%d readings taken in in %.1f s", readings, gateway.readySeconds()));
        }
        List<Double> whole = new ArrayList<>();
        List<Double> said = new ArrayList<>();
        for (int round = 1; round <= scale.rounds(); round++) {
            try (RunningGateway gateway = bench.workplace().keep(RunningGateway.start(configuration))) {
                whole.add(gateway.startSeconds());
                said.add(gateway.readySeconds());
                bench.say(String.format(
                        "start, round %d: %.2f s, it says %.2f s", round, whole.getLast(), said.getLast()));
            }
        }
        double bytes = (double) LoadPart.bytes(folder.resolve("data/archive")) / readings;
        Workplace.delete(folder);
        return List.of(
                Row.alone(
                                String.format(
                                        "start to ready with %d sensors and a year, one reading each %d h",
                                        scale.yearSensors(), scale.yearStepHours()),
                                "s",
                                Median.of(whole),
                                Row.Target.atMost(2, " s"))
                        .beside("as it says itself", Median.of(said)),
                Row.alone("disk for a reading of that year, archive", "B", bytes, Row.Target.NONE));
    }
}
