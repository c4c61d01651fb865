package org.citygauge.benchmarks.compare;

import java.util.List;

/** The cost of a reading with a thousand registered series and with very many, at the same rate. */
final class SeriesPart implements Part {
    private static final int FEW = 1_000;
    private static final int RATE = 20_000;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        int seconds = bench.scale().seconds();
        int rounds = bench.scale().rounds();
        int many = bench.scale().manySeries();
        SeriesLoad few = SeriesLoad.measure(bench, FEW, RATE, seconds, rounds);
        SeriesLoad more = SeriesLoad.measure(bench, many, RATE, seconds, rounds);
        return List.of(
                Row.against(
                        String.format("processor time for a reading with %d series", many),
                        "µs",
                        more.cpuMicros(),
                        "1 000 series",
                        few.cpuMicros(),
                        Row.Target.atMost(2, " ×")),
                Row.alone("heap with them after the load", "MiB", more.heapMiB(), Row.Target.atMost(1024, " MiB"))
                        .beside("resident", more.residentMiB()));
    }
}
