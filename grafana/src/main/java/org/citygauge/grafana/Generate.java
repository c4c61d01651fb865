package org.citygauge.grafana;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.citygauge.indicators.catalogue.Catalogues;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the dashboards to a folder, in place of those that are there. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Writes Grafana's dashboards, for a city in this time zone whose years begin on this day.")
final class Generate implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "where to")
    private Path out = Path.of("dashboards");

    @Option(names = "--zone", paramLabel = "ZONE", description = "the city's time zone")
    private ZoneId zone = Settings.SAMPLE.zone();

    @Option(names = "--year-begins", paramLabel = "MM-DD", description = "the first day of its year")
    private String yearBegins = "01-01";

    @Option(names = "--gateway", paramLabel = "URL", description = "where a browser reaches the gateway")
    private URI gateway = Settings.SAMPLE.gateway();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Generate()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var settings = new Settings(zone, MonthDay.parse("--" + yearBegins), gateway);
        Map<String, String> files = Dashboards.files(Catalogues.iso37122(), settings);
        Files.createDirectories(out);
        try (Stream<Path> old = Files.list(out)) {
            for (Path file : old.filter(it -> it.toString().endsWith(".json")).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(out.resolve(file.getKey()), file.getValue());
        }
        System.out.println(
                files.size() + " dashboards in " + out.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }
}
