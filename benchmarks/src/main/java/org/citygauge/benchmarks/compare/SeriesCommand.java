package org.citygauge.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.citygauge.benchmarks.run.Workplace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The memory curve: heap, resident memory and cost of a reading over the number of registered series. */
@Command(
        name = "series",
        mixinStandardHelpOptions = true,
        description = "Memory and processor time over the number of registered series; prints one table.")
public final class SeriesCommand implements Callable<Integer> {
    @Option(
            names = "--series",
            split = ",",
            defaultValue = "1000,10000,100000,1000000",
            description = "numbers of registered series (default 1000,10000,100000,1000000)")
    @SuppressWarnings("NullAway.Init")
    private List<Integer> series;

    @Option(names = "--rate", defaultValue = "20000", description = "readings a second (default 20000)")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "of a run; one warms up, one counts (default 60: a million series report once in each)")
    private int seconds;

    @Option(names = "--quick", description = "runs of 5 seconds")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        var table = new StringBuilder("""

                | series | start to ready | heap, idle | heap, after the load | resident | resident, most | CPU for a reading |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        try (var workplace = new Workplace();
                var bench = new Bench(Scale.FULL, workplace, Optional.empty(), Optional.empty())) {
            for (int number : series) {
                table.append(line(SeriesLoad.measure(bench, number, rate, quick ? 5 : seconds, 1)));
            }
        }
        System.out.println(new Machine(Optional.empty()).text());
        System.out.print(table);
        return 0;
    }

    private static String line(SeriesLoad load) {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f s | %.0f MiB | %.0f MiB | %.0f MiB | %.0f MiB | %.1f µs |%n",
                load.series(),
                load.startSeconds(),
                load.idleHeapMiB(),
                load.heapMiB(),
                load.residentMiB(),
                load.peakMiB(),
                load.cpuMicros());
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SeriesCommand()).execute(arguments));
    }
}
