package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Span;

/** What {@link City} tells of sensors, assets and readings: quick to find, one question after the other. */
final class SensorQuestions {
    private final ReadingStore store;
    private final Supplier<Register> register;
    private final int liveFactor;
    private final InstantSource clock;
    private final Executor queries;

    SensorQuestions(
            ReadingStore store, Supplier<Register> register, int liveFactor, InstantSource clock, Executor queries) {
        this.store = store;
        this.register = register;
        this.liveFactor = liveFactor;
        this.clock = clock;
        this.queries = queries;
    }

    Future<Page<SensorStatus>> sensors(Optional<SensorStatus.State> state, int limit, Optional<String> next) {
        return Worker.ask(queries, () -> list().page(state, limit, next));
    }

    Future<List<SensorStatus>> sensor(String id) {
        return Worker.ask(queries, () -> list().of(id));
    }

    Future<Page<AssetStatus>> assets(
            Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> next) {
        return Worker.ask(queries, () -> list().assets(assetClass, live, limit, next));
    }

    Future<Page<RawReading>> readings(
            String sensor, Optional<String> quantity, Span span, int limit, Optional<String> next) {
        return Worker.ask(
                queries,
                () -> new RawReadings(store)
                        .page(sensor, quantity, MicroTime.of(span.from()), MicroTime.of(span.to()), limit, next));
    }

    /** How many rows of the register are live, silent, never heard. Blocks for the time that looking at all of them takes. */
    SensorCensus census() {
        return SensorCensus.of(store, register.get(), liveFactor, clock.instant());
    }

    private SensorList list() {
        return new SensorList(store, register.get(), liveFactor, clock.instant());
    }
}
