package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.benchmarks.run.Workplace;

/**
 * What a gateway with so many registered series needs, at one rate for all numbers of series.
 *
 * @param startSeconds from the start of the process until it is ready
 * @param idleHeapMiB heap after a collection, before the first reading
 * @param heapMiB heap after a collection, after the load
 * @param residentMiB resident memory then
 * @param peakMiB most resident memory ever
 * @param cpuMicros processor time for a reading, median of the rounds
 */
record SeriesLoad(
        int series,
        double startSeconds,
        double idleHeapMiB,
        double heapMiB,
        double residentMiB,
        double peakMiB,
        double cpuMicros) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** @param rate readings a second, single ones of 100 bytes; each series in turn */
    static SeriesLoad measure(Bench bench, int series, int rate, int seconds, int rounds)
            throws IOException, InterruptedException {
        Path folder = bench.workplace().folder("series");
        List<Double> cpu = new ArrayList<>();
        SeriesLoad measured;
        try (RunningGateway gateway =
                bench.workplace().keep(RunningGateway.start(TestCity.of(series).write(folder)))) {
            long id = gateway.handle().pid();
            double idle = heapMiB(id);
            Taken.run(bench, gateway, bench.load(gateway.mqtt(), series, rate, 1, 100, seconds));
            for (int round = 1; round <= rounds; round++) {
                cpu.add(Taken.run(bench, gateway, bench.load(gateway.mqtt(), series, rate, 1, 100, seconds))
                        .cpuMicros());
            }
            measured = new SeriesLoad(
                    series,
                    gateway.startSeconds(),
                    idle,
                    heapMiB(id),
                    statusMiB(id, "VmRSS"),
                    statusMiB(id, "VmHWM"),
                    Median.of(cpu));
        }
        Workplace.delete(folder);
        bench.say("series: " + measured);
        return measured;
    }

    private static double heapMiB(long process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        double kib = 0;
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            kib += Double.parseDouble(used.group(1));
        }
        return kib / 1024;
    }

    private static String jcmd(long process, String command) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process),
                        command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return answer;
    }

    private static double statusMiB(long process, String key) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
