package org.citygauge.benchmarks.compare;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.citygauge.benchmarks.run.RunningGateway;
import org.citygauge.benchmarks.run.TestCity;
import org.citygauge.benchmarks.run.Workplace;
import org.citygauge.gateway.simulate.Load;
import org.citygauge.gateway.simulate.Outcome;
import org.citygauge.gateway.simulate.Simulation;
import org.jspecify.annotations.Nullable;

/** What the parts have in common: how much, where, the load generator, and the listener's rates once they are known. */
final class Bench implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int WINDOW = 1_000;
    private static final int SENSORS = 1_000;
    private static final int BYTES = 100;

    private final Scale scale;
    private final Workplace workplace;
    private final Optional<Path> realData;
    private final Optional<String> telegraf;
    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Vertx.vertx();
    private @Nullable Taken listener;

    /** @param telegraf the program, where there is one */
    Bench(Scale scale, Workplace workplace, Optional<Path> realData, Optional<String> telegraf) {
        this.scale = scale;
        this.workplace = workplace;
        this.realData = realData;
        this.telegraf = telegraf;
    }

    Scale scale() {
        return scale;
    }

    Workplace workplace() {
        return workplace;
    }

    Optional<Path> realData() {
        return realData;
    }

    Optional<String> telegraf() {
        return telegraf;
    }

    InstantSource clock() {
        return clock;
    }

    void say(String what) {
        System.err.println(what);
    }

    /** A gateway with a city of so many sensors, in a folder of its own. */
    RunningGateway gateway(TestCity city) throws java.io.IOException {
        Path folder = workplace.folder("gateway");
        return workplace.keep(RunningGateway.start(city.write(folder)));
    }

    /** Messages of one reading of 100 bytes, as fast as they are acknowledged. */
    Load singles(URI url) {
        return load(url, SENSORS, 0, 1, BYTES, scale.seconds());
    }

    /** Messages of ten readings of one sensor. */
    Load batches(URI url) {
        return load(url, SENSORS, 0, 10, 0, scale.seconds());
    }

    /** @param rate readings a second; 0 for as fast as they are acknowledged */
    Load load(URI url, int sensors, int rate, int batch, int bytes, int seconds) {
        return new Load(
                url,
                sensors,
                rate,
                Duration.ofSeconds(seconds),
                TestCity.ID,
                batch,
                bytes,
                CONNECTIONS,
                WINDOW,
                Optional.empty());
    }

    /** Runs the generator that {@code citygauge simulate} is. */
    Outcome run(Load load) throws InterruptedException {
        Outcome outcome = new Simulation(vertx, clock).run(load, (sensor, micros) -> {});
        if (!outcome.complete()) {
            throw new IllegalStateException("not everything was acknowledged: " + outcome);
        }
        return outcome;
    }

    void listener(Taken taken) {
        listener = taken;
    }

    /** What the listener takes, single readings; measured now unless it was before. */
    Taken listener() throws Exception {
        Taken known = listener;
        if (known != null) {
            return known;
        }
        say("the listener's rate is not known yet; one run");
        try (RunningGateway gateway = gateway(TestCity.of(SENSORS))) {
            Taken.run(this, gateway, singles(gateway.mqtt())); // warms up
            Taken measured = Taken.run(this, gateway, singles(gateway.mqtt()));
            listener = measured;
            return measured;
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
