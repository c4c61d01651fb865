package org.citygauge.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.citygauge.benchmarks.run.Processes;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.Workplace;

/** {@code citygauge load} of the real parking year, from the start of the command until everything is stored; and what it takes on disk. */
final class LoadPart implements Part {
    private static final int READINGS = 1_219_868;
    private static final int LIMIT_SECONDS = 200;

    @Override
    public List<Row> measure(Bench bench) throws Exception {
        Path year = bench.realData()
                .map(real -> real.resolve("dresden-parking-2025"))
                .filter(Files::isDirectory)
                .orElse(null);
        if (year == null) {
            bench.say("load is left out: --real names no folder with dresden-parking-2025");
            return List.of();
        }
        List<Double> rates = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        double archiveBytes = 0;
        double journalBytes = 0;
        for (int round = 1; round <= bench.scale().rounds(); round++) {
            Path folder = bench.workplace().folder("parking");
            try (RunningGateway gateway = bench.workplace().keep(RunningGateway.start(city(folder, year)))) {
                double used = gateway.cpuSeconds();
                rates.add(READINGS / load(gateway, year.resolve("readings.csv.gz")));
                cpu.add((gateway.cpuSeconds() - used) * 1e6 / READINGS);
            }
            archiveBytes = (double) bytes(folder.resolve("data/archive")) / READINGS;
            journalBytes = (double) bytes(folder.resolve("data/journal")) / READINGS;
            Workplace.delete(folder);
            bench.say(String.format(
                    "load, round %d: %.0f/s, %.2f bytes a reading", round, rates.getLast(), archiveBytes));
        }
        return List.of(
                Row.against(
                                "load of the parking year, in the archive",
                                "/s",
                                Median.of(rates),
                                "listener",
                                bench.listener().archived(),
                                Row.Target.atLeast(1, " ×"))
                        .cpu(Median.of(cpu), bench.listener().cpuMicros()),
                Row.alone(
                        "disk for a reading of the parking year, archive",
                        "B",
                        archiveBytes,
                        Row.Target.atMost(6, " B")),
                Row.alone(
                        "the same with the journal, which keeps what is consumed for a week",
                        "B",
                        archiveBytes + journalBytes,
                        Row.Target.NONE));
    }

    private static Path city(Path folder, Path year) throws IOException {
        Path registry = Files.createDirectory(folder.resolve("registry"));
        for (String file : List.of("assets.csv", "sensors.csv")) {
            Files.copy(year.resolve("registry").resolve(file), registry.resolve(file));
        }
        Path configuration = folder.resolve("citygauge.yaml");
        Files.writeString(configuration, "city: {id: dresden, name: Dresden, zone: Europe/Berlin, currency: EUR}\n");
        return configuration;
    }

    private static double load(RunningGateway gateway, Path file) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        Processes.program("citygauge"),
                        "load",
                        "--url",
                        gateway.httpUrl().toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            gateway.awaitStored(READINGS, LIMIT_SECONDS);
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            Processes.end(process, 10);
        }
    }

    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
