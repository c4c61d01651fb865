package org.citygauge.gateway.deploy;

import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.citygauge.gateway.cli.CatalogueFiles;
import org.citygauge.gateway.cli.CityFiles;
import org.citygauge.gateway.config.Overrides;
import org.citygauge.gateway.demo.DemoCity;
import org.citygauge.gateway.demo.DemoPublisher;
import org.citygauge.gateway.demo.SimulatedSensors;
import org.citygauge.gateway.run.CityParts;
import org.citygauge.gateway.run.Gateway;

/**
 * The city of the demo with its sensors, copied to an InfluxDB; but its year began ten days ago, as a whole year takes a minute or two
 * to copy.
 */
final class YoungCity implements AutoCloseable {
    private static final long SEED = 37122;
    private static final int DAYS = 10;

    private final Gateway gateway;
    private final MonthDay yearBegins;

    private YoungCity(Gateway gateway, MonthDay yearBegins) {
        this.gateway = gateway;
        this.yearBegins = yearBegins;
    }

    /** Waits until the sensors have told of the last 36 hours, and that is taken in. */
    static YoungCity open(Path folder, InfluxProcess influx) throws Exception {
        InstantSource clock = InstantSource.system();
        LocalDate first =
                LocalDate.ofInstant(clock.instant(), GrafanaStack.ZONE).minusDays(DAYS);
        Path file = DemoCity.write(folder, first.getYear());
        MonthDay yearBegins = MonthDay.from(first);
        Files.writeString(
                file,
                Files.readString(file)
                        + """

                fiscal_year_start: %s
                http: {port: 0}
                listener: {port: 0}
                projections: {influx: {url: "%s", org: %s, bucket: %s, token: %s, health_every: PT2S}}
                """.formatted(
                                        monthAndDay(yearBegins),
                                        influx.url(),
                                        InfluxProcess.ORG,
                                        InfluxProcess.BUCKET,
                                        InfluxProcess.TOKEN));
        CityFiles files = CityFiles.read(file, Map.of(), Overrides.NONE, new CatalogueFiles());
        if (!files.problems().isEmpty()) {
            throw new IllegalStateException(files.problems().toString());
        }
        var parts = new CityParts(
                files.configuration().orElseThrow(),
                files.catalogue().orElseThrow(),
                files.register().orElseThrow(),
                files.figures().orElseThrow());
        Gateway gateway = Gateway.start(parts, clock);
        var sensors = new SimulatedSensors(
                parts.register(), parts.configuration().city().id(), SEED);
        var publisher = new DemoPublisher(
                URI.create(gateway.mqttUrl().orElseThrow()),
                sensors,
                gateway.city().yearStart(first.getYear()),
                clock);
        await(gateway.vertx().deployVerticle(publisher));
        await(gateway.city().caughtUp());
        return new YoungCity(gateway, yearBegins);
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static String monthAndDay(MonthDay day) {
        return DateTimeFormatter.ofPattern("MM-dd").format(day);
    }

    String url() {
        return gateway.httpUrl();
    }

    /** As the variable {@code begins} of the dashboards has it. */
    String yearBegins() {
        return monthAndDay(yearBegins);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
