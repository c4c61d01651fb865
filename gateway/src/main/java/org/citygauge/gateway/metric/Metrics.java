package org.citygauge.gateway.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.live.City;
import org.citygauge.aggregator.projection.Projection;
import org.citygauge.gateway.health.HealthChecks;

/** Everything {@code /metrics} shows: the books, the journal, the indicators, and how the process fares. */
public final class Metrics implements AutoCloseable {
    /** Of the ready-made metrics those whose names Prometheus' own check does not accept. */
    private static final List<String> BADLY_NAMED = List.of("process.cpu.time", "system.cpu.count");

    private final PrometheusMeterRegistry registry;
    private final BookMetrics books;
    private final IndicatorMetrics indicators;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AckTimes acknowledgements = new AckTimes();
    private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();
    /** The registry holds them weakly. */
    private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

    public Metrics(PrometheusMeterRegistry registry, City city, Journal journal, String cityId, InstantSource clock) {
        this.registry = registry;
        books = new BookMetrics(registry, city);
        indicators = new IndicatorMetrics(registry, city, cityId);
        registry.getPrometheusRegistry().register(acknowledgements);
        Gauge.builder("citygauge.journal.bytes", journal, Journal::bytes)
                .description("Bytes the journal takes on disk")
                .register(registry);
        Gauge.builder("citygauge.live.lag.seconds", city, live -> lagSeconds(live, clock))
                .description("Age of the evaluation that the live view shows")
                .register(registry);
        bindProcess();
    }

    /** Where the metrics are kept. */
    public static PrometheusMeterRegistry newRegistry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        BADLY_NAMED.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
        return registry;
    }

    private static double cpuSeconds(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean extended
                ? Math.max(0, extended.getProcessCpuTime()) / 1e9
                : 0;
    }

    private static double lagSeconds(City city, InstantSource clock) {
        return Math.max(0, Duration.between(city.now().asOf(), clock.instant()).toMillis() / 1000.0);
    }

    /** Shows a number that rises and falls. */
    public void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Shows a number that only rises while the gateway runs. */
    public void counter(String name, String description, DoubleSupplier value) {
        counter(name, description, Tags.empty(), value);
    }

    /** What tells a number from others of its name. */
    public record Label(String name, String value) {}

    /** One of several numbers of a name that rise and fall. */
    public void gauge(String name, String description, Label label, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tag(label.name(), label.value())
                .strongReference(true)
                .register(registry);
    }

    /** One of several numbers of a name that only rise while the gateway runs. */
    public void counter(String name, String description, Label label, DoubleSupplier value) {
        counter(name, description, Tags.of(label.name(), label.value()), value);
    }

    private void counter(String name, String description, Tags tags, DoubleSupplier value) {
        counted.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** Shows what the parts of the gateway say of themselves, those that are added later, too. */
    public void health(HealthChecks checks) {
        refreshes.add(new HealthMetrics(registry, checks)::refresh);
    }

    /** Shows how a copy of the numbers fares. The projection must be kept by somebody else. */
    public void projection(String name, Projection projection) {
        new ProjectionMetrics(registry, Tags.of("projection", name), projection).show();
    }

    private void bindProcess() {
        gauge("process.resident.memory.bytes", "Memory the process takes", ProcessMemory::residentBytes);
        gauge("citygauge.direct.memory.bytes", "Memory outside the heap that sockets use", ProcessMemory::directBytes);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        FunctionCounter.builder(
                        "process.cpu.seconds", ManagementFactory.getOperatingSystemMXBean(), Metrics::cpuSeconds)
                .description("Processor time the gateway has used")
                .register(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Takes the times from a message's receipt to its acknowledgement. */
    public AckRecorder ackRecorder() {
        return acknowledgements;
    }

    /** Shows how many problems the files have that were edited last, 0 when they are in use. */
    public void configurationProblems(IntSupplier problems) {
        Gauge.builder("citygauge.configuration.problems", problems, IntSupplier::getAsInt)
                .description("Problems of configuration, register and figures that keep the last good state in use")
                .strongReference(true)
                .register(registry);
    }

    /**
     * The metrics as text. May read files, so call it from a thread that may.
     *
     * @param accept what the reader understands, an {@code Accept} header; empty for the plain text format
     */
    public String scrape(String accept) {
        books.refresh();
        indicators.refresh();
        refreshes.forEach(Runnable::run);
        return registry.scrape(contentType(accept));
    }

    /** The format {@link #scrape} answers such a reader in. */
    public static String contentType(String accept) {
        return accept.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
