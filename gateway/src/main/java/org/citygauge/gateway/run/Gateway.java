package org.citygauge.gateway.run;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.gateway.backup.Backups;
import org.citygauge.gateway.closing.LedgerClosings;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.config.Problem;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.figures.FiguresReader;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.health.StandardChecks;
import org.citygauge.gateway.http.Certification;
import org.citygauge.gateway.http.CityProfile;
import org.citygauge.gateway.http.HttpDoor;
import org.citygauge.gateway.http.Tokens;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.metric.Metrics;
import org.citygauge.gateway.registry.RegisterReader;
import org.citygauge.gateway.snapshot.Snapshots;
import org.citygauge.gateway.watch.FileWatch;
import org.citygauge.gateway.watch.WatchedFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: opened in the order data folder, projections, HTTP, MQTT, file watch, so that no door is open before what is
 * behind it works; closed the other way round.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration LOOK_AT_FILES = Duration.ofMillis(500);
    private static final long LIMIT_SECONDS = 30;

    private final Vertx vertx;
    private final CityParts parts;
    private final InstantSource clock;
    private final HealthChecks health = new HealthChecks();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Optional<Projection> influx = Optional.empty();
    private @Nullable Ledger ledger;
    private @Nullable LedgerFigures figures;
    private @Nullable LiveCity city;
    private @Nullable HttpDoor http;
    private @Nullable MqttDoors mqtt;

    private Gateway(Vertx vertx, CityParts parts, InstantSource clock) {
        this.vertx = vertx;
        this.parts = parts;
        this.clock = clock;
    }

    /**
     * Starts a gateway and waits until it is ready. Blocks.
     *
     * @throws IllegalStateException naming what is in the way: a port, a data folder in use, a file of users
     */
    public static Gateway start(CityParts parts, InstantSource clock) {
        Vertx vertx = Vertx.vertx();
        var gateway = new Gateway(vertx, parts, clock);
        gateway.opened.add(() -> await(vertx.close()));
        try {
            gateway.open();
            return gateway;
        } catch (RuntimeException failed) {
            gateway.close();
            throw failed;
        }
    }

    private void open() {
        Configuration configuration = parts.configuration();
        LiveCity opening = CityStore.open(parts, this::openLedger, clock);
        city = opening;
        opened.add(opening);
        figures().feed(opening);
        await(opening.caughtUp());
        var metrics = new Metrics(
                Metrics.newRegistry(),
                opening,
                opening.journal(),
                configuration.city().id(),
                clock);
        opened.add(metrics);
        ArchiveSight.show(opening, metrics);
        Storage.show(opening, configuration.data(), metrics);
        metrics.health(health);
        Backups backups = ArchiveBackups.open(opening, ledger(), configuration, metrics);
        opened.add(backups);
        Snapshots snapshots = CitySnapshots.open(opening, ledger(), configuration);
        opened.add(snapshots);
        health.add("journal", StandardChecks.journal(opening.journal()));
        health.add("liveView", StandardChecks.liveView(opening, clock));
        health.add("archive", () -> ArchiveSight.check(opening));
        health.add("closedYears", StandardChecks.closedYears(opening::closedYearsProblem));
        copy(opening, metrics);
        watch(opening, metrics);
        http = openHttp(opening, metrics, backups, snapshots);
        MqttDoors doors = new MqttDoors(vertx, configuration, opening.journal(), metrics, health);
        opened.add(doors);
        doors.open();
        mqtt = doors;
    }

    /** The figures are as their file and all that people decided leave them. */
    private CityStore.Decided openLedger() {
        Configuration configuration = parts.configuration();
        Ledger opening = Ledger.open(configuration.data(), clock);
        opened.add(opening);
        ledger = opening;
        var entered = new LedgerFigures(
                opening, figureRules(), configuration.http().tokens().isPresent());
        figures = entered;
        entered.take(parts.figures());
        return new CityStore.Decided(entered.inForce(), new LedgerClosings(opening.closings()));
    }

    private Ledger ledger() {
        return Objects.requireNonNull(ledger, "the ledger is opened first");
    }

    private LedgerFigures figures() {
        return Objects.requireNonNull(figures, "opened with the city");
    }

    private FigureRules figureRules() {
        return new FigureRules(parts.catalogue(), parts.configuration().city().currency());
    }

    private void copy(LiveCity live, Metrics metrics) {
        Configuration configuration = parts.configuration();
        Optional<Configuration.Influx> bucket = configuration.projections().influx();
        if (bucket.isEmpty()) {
            InfluxWiring.none(live);
            return;
        }
        Projection projection =
                InfluxWiring.start(bucket.get(), configuration.city().id(), live, health, clock);
        opened.add(projection);
        metrics.projection("influx", projection);
        influx = Optional.of(projection);
    }

    private void watch(LiveCity live, Metrics metrics) {
        Configuration configuration = parts.configuration();
        var registers = new RegisterReader(configuration.city().zone(), parts.catalogue());
        var reader = new FiguresReader(figureRules());
        List<WatchedFiles<?>> watched = List.of(
                new WatchedFiles<>(
                        "register",
                        RegisterReader.files(configuration.registry()),
                        () -> registers.read(configuration.registry()),
                        live::register),
                new WatchedFiles<>(
                        "figures",
                        List.of(configuration.figures()),
                        () -> reader.read(configuration.figures()),
                        figures()::take));
        health.add("files", StandardChecks.files(() -> problems(watched)));
        metrics.configurationProblems(() -> problems(watched).size());
        await(vertx.deployVerticle(new FileWatch(watched, LOOK_AT_FILES)));
    }

    private static List<String> problems(List<WatchedFiles<?>> watched) {
        return watched.stream()
                .flatMap(files -> files.problems().stream())
                .map(Problem::toString)
                .toList();
    }

    private HttpDoor openHttp(LiveCity live, Metrics metrics, Backups backups, Snapshots snapshots) {
        Configuration configuration = parts.configuration();
        Configuration.City its = configuration.city();
        var door = new HttpDoor(
                configuration.http(),
                configuration.http().tokens().map(Gateway::tokens),
                new HttpDoor.Behind(
                        new CityProfile(
                                its.id(),
                                its.name(),
                                its.zone(),
                                its.currency(),
                                parts.catalogue().edition()),
                        live,
                        live.journal(),
                        certification(),
                        metrics,
                        health,
                        snapshots,
                        ledger(),
                        figureRules(),
                        backups,
                        influx,
                        clock));
        String deployment = await(vertx.deployVerticle(door));
        opened.add(() -> await(vertx.undeploy(deployment)));
        return door;
    }

    private Certification certification() {
        return new CityCertification(parts.rules(), ledger(), vertx);
    }

    private static Tokens tokens(Path file) {
        try {
            return Tokens.read(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "http.tokens: " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS * 20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (java.util.concurrent.ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException(cause.getMessage(), cause);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("gave up waiting", late);
        }
    }

    /** The city behind the doors. */
    public LiveCity city() {
        if (city == null) {
            throw new IllegalStateException("the gateway is not open");
        }
        return city;
    }

    /** Where HTTP can be reached. */
    public String httpUrl() {
        if (http == null) {
            throw new IllegalStateException("the gateway is not open");
        }
        return http.url();
    }

    /** Where devices can publish; empty when the listener is switched off. */
    public Optional<String> mqttUrl() {
        return mqtt == null ? Optional.empty() : mqtt.url();
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Closes the doors, finishes what was taken in, and closes the data folder. */
    @Override
    public void close() {
        if (http != null && mqtt != null) {
            mqtt.close();
        }
        for (AutoCloseable part : opened.reversed()) {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.warn("closing failed", failed);
            }
        }
        opened.clear();
    }
}
