package org.citygauge.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.gateway.backup.Backups;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.figures.FigureRules;
import org.citygauge.gateway.health.Health;
import org.citygauge.gateway.health.HealthChecks;
import org.citygauge.gateway.ledger.Caller;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.metric.Metrics;
import org.citygauge.gateway.snapshot.Snapshots;
import org.citygauge.gateway.upload.Imports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: the API, the stream, the page. Started once it listens; stopping it ends all streams. */
public final class HttpDoor extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final int IDLE_SECONDS = 120;
    private static final long LOOK_AT_TOKENS_MILLIS = 1_000;
    private static final long ALL_BODIES = 64L << 20;
    private static final long ALL_ANSWERS = 32L << 20; // twice that outside the heap, as sockets take it

    private final Configuration.Http settings;
    private final Keys keys;
    private final Behind behind;
    private List<Resource> resources = List.of();
    private @Nullable IndicatorFeed feed;
    private @Nullable Callers callers;
    private @Nullable HttpServer server;

    /** @param tokens who may come in beside those who have a token of the ledger */
    public HttpDoor(Configuration.Http settings, Optional<Tokens> tokens, Behind behind) {
        this.settings = settings;
        keys = new Keys(tokens, behind.ledger().tokens(), behind.clock());
        this.behind = behind;
    }

    /**
     * What the door opens to.
     *
     * @param snapshots years as packages
     * @param certification judges a year on its way to a certificate
     * @param ledger what people entered
     * @param rules what a figure must be
     * @param backups copies of the archive
     * @param influx the copy in InfluxDB, where there is one
     * @param clock names this run of the stream
     */
    public record Behind(
            CityProfile profile,
            City city,
            Journal journal,
            Certification certification,
            Metrics metrics,
            HealthChecks health,
            Snapshots snapshots,
            Ledger ledger,
            FigureRules rules,
            Backups backups,
            Optional<Projection> influx,
            InstantSource clock) {}

    @Override
    public Future<?> start() {
        var live = new IndicatorFeed(
                vertx, behind.city(), Long.toString(behind.clock().millis(), Character.MAX_RADIX));
        feed = live;
        vertx.setPeriodic(LOOK_AT_TOKENS_MILLIS, look -> lookAtTokens());
        var uploads = new Uploads(vertx, behind.ledger().file().resolveSibling("uploads"));
        resources = resources(live, uploads);
        var bounds = new Routes.Bounds(
                new Callers(vertx, settings.maxConnections(), IDLE_SECONDS),
                new Bodies(ReadingResource.MAX_BODY_MIB << 20, ALL_BODIES),
                new Answers(ALL_ANSWERS));
        callers = bounds.callers();
        behind.health()
                .add(
                        "http",
                        () -> Health.ok(Map.of(
                                "connections", bounds.callers().open(),
                                "closedForOthers", bounds.callers().closed(),
                                "bodyBytes", bounds.bodies().bytes(),
                                "unreadBytes", bounds.answers().bytes(),
                                "streams", live.readers())));
        HttpServer opening = vertx.createHttpServer(options())
                .connectionHandler(bounds.callers()::connected)
                .requestHandler(new Routes(keys, resources, bounds, this::tell).router(vertx));
        return uploads.clear()
                .compose(cleared -> opening.listen(settings.port(), settings.bind()))
                .onSuccess(listening -> {
                    server = listening;
                    LOG.info("HTTP listens on {}", url());
                });
    }

    /** The command line may make one beside us. */
    private void lookAtTokens() {
        vertx.executeBlocking(
                        () -> {
                            behind.ledger().tokens().refresh();
                            return true;
                        },
                        false)
                .onFailure(failed -> LOG.warn("the tokens of the ledger cannot be read", failed));
    }

    private void tell(Caller caller, String action, String subject) {
        vertx.executeBlocking(
                        () -> {
                            behind.ledger().audit().tell(caller, action, subject, new JsonObject());
                            return true;
                        },
                        false)
                .onFailure(failed -> LOG.error(
                        "{} did {} {}, and the ledger cannot be told", caller.name(), action, subject, failed));
    }

    private List<Resource> resources(IndicatorFeed live, Uploads uploads) {
        City city = behind.city();
        return List.of(
                new StreamResource(live),
                new IndicatorResource(city, behind.certification()),
                new YearResource(vertx, city, behind.ledger().figures()),
                new ComparisonResource(city, behind.profile()),
                new ReadingResource(
                        vertx, city, behind.journal(), behind.metrics().ackRecorder()),
                new SensorResource(city),
                new DeadLetterResource(city),
                new OperationResource(vertx, city, behind.profile(), behind.metrics(), behind.health()),
                new SnapshotResource(vertx, behind.snapshots()),
                new FigureResource(vertx, behind.ledger(), behind.rules(), city.zone()),
                new ImportResource(
                        vertx,
                        city,
                        new Imports(behind.rules(), behind.ledger()),
                        behind.certification().owners()),
                new EvidenceResource(vertx, behind.ledger().evidence(), uploads),
                new CertificateResource(vertx, behind.ledger()),
                new TokenResource(vertx, keys, city.zone()),
                new AuditResource(vertx, behind.ledger().audit()),
                new BackupResource(vertx, behind.backups()),
                new ProjectionResource(vertx, city, behind.influx(), behind.clock()),
                new PageResource());
    }

    /** All it serves, once started. */
    List<Resource> resources() {
        return resources;
    }

    private HttpServerOptions options() {
        var options = new HttpServerOptions()
                .setCompressionSupported(true)
                .setHttp2ClearTextEnabled(false) // answers to the upgrading request now and then never end
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        settings.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    /** The port it listens on, once started. */
    public int port() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("the HTTP door is not open");
        }
        return listening.actualPort();
    }

    /** Where it can be reached, once started. */
    public String url() {
        String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        return (settings.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port();
    }

    @Override
    public Future<?> stop() {
        if (feed != null) {
            feed.close();
        }
        if (callers != null) {
            callers.stop();
        }
        return server == null ? Future.succeededFuture() : server.close();
    }
}
