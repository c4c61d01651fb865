package org.citygauge.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.citygauge.benchmarks.run.Workplace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the parts that are asked for, and prints one table. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Holds the gateway against bare peers and against its targets, and prints one table with medians.",
            "Parts: listener, subscriber, load, latency, replay, start, series; all of them by default."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final Map<String, Supplier<Part>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("listener", ListenerPart::new);
        PARTS.put("subscriber", SubscriberPart::new);
        PARTS.put("load", LoadPart::new);
        PARTS.put("latency", LatencyPart::new);
        PARTS.put("replay", ReplayPart::new);
        PARTS.put("start", StartPart::new);
        PARTS.put("series", SeriesPart::new);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", description = "which parts")
    private List<String> parts = new ArrayList<>();

    @Option(names = "--quick", description = "little of everything: shows that it runs, not how fast")
    private boolean quick;

    @Option(names = "--rounds", defaultValue = "0", description = "measurements of each (default 5)")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "0", description = "of a run of the load generator (default 6)")
    private int seconds;

    @Option(
            names = "--real",
            paramLabel = "DIR",
            defaultValue = "${env:CITYGAUGE_REAL_DATA}",
            description = "folder with dresden-parking-2025 (default: what CITYGAUGE_REAL_DATA names)")
    private @Nullable Path real;

    @Option(
            names = "--telegraf",
            paramLabel = "FILE",
            defaultValue = "${env:TELEGRAF}",
            description = "its program (default: what TELEGRAF names, else the one on the PATH)")
    private @Nullable Path telegraf;

    @Override
    public Integer call() throws Exception {
        for (String part : parts) {
            if (!PARTS.containsKey(part)) {
                throw new ParameterException(
                        spec.commandLine(), "there is no part \"" + part + "\", only " + PARTS.keySet());
            }
        }
        long begun = System.nanoTime();
        Optional<String> program = telegraf();
        List<Row> rows = new ArrayList<>();
        try (var workplace = new Workplace();
                var bench = new Bench(scale(), workplace, Optional.ofNullable(real), program)) {
            for (var part : PARTS.entrySet()) {
                if (parts.isEmpty() || parts.contains(part.getKey())) {
                    rows.addAll(part.getValue().get().measure(bench));
                }
            }
        }
        System.out.println(Table.text(rows, new Machine(program).text(), scale().rounds(), System.nanoTime() - begun));
        return 0;
    }

    private Scale scale() {
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        scale = rounds > 0 ? scale.withRounds(rounds) : scale;
        return seconds > 0 ? scale.withSeconds(seconds) : scale;
    }

    private Optional<String> telegraf() {
        Stream<Path> named = Stream.ofNullable(telegraf);
        Stream<Path> found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "telegraf"));
        Optional<String> program = Stream.concat(named, found)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        if (program.isEmpty()) {
            System.err.println(
                    "Telegraf is not there, its columns stay empty; benchmarks/README.md says how to get it.");
        }
        return program;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand()).execute(arguments));
    }
}
