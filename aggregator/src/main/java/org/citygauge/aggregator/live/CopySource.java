package org.citygauge.aggregator.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.citygauge.aggregator.evaluation.YearState;
import org.citygauge.aggregator.projection.ArrivedReadings;
import org.citygauge.aggregator.projection.HourlyStates;
import org.citygauge.aggregator.projection.SensorHours;
import org.citygauge.aggregator.register.Register;

/** What a copy of the city elsewhere is made from: the hours that ended, who hears when they change, and what a copy refuses. */
public final class CopySource {
    private final SensorHours.Readings readings;
    private final YearBases bases;
    private final Supplier<CurrentYear.Inputs> inputs;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final HourSweep sweep;
    private final HourSweep rebuiltSweep;
    private final List<Consumer<Instant>> listeners = new CopyOnWriteArrayList<>();

    CopySource(
            SensorHours.Readings readings,
            YearBases bases,
            Supplier<CurrentYear.Inputs> inputs,
            DeadLetters deadLetters,
            InstantSource clock) {
        this.readings = readings;
        this.bases = bases;
        this.inputs = inputs;
        this.deadLetters = deadLetters;
        this.clock = clock;
        sweep = sweep();
        rebuiltSweep = sweep();
    }

    private HourSweep sweep() {
        return new HourSweep(readings.store(), readings.hours(), bases);
    }

    /** Shows the year at every hour's end after {@code from} up to {@code to}, in order. Blocks; for threads that may. */
    public void forEachHour(Instant from, Instant to, Consumer<YearState> each) {
        sweep.forEach(from, to, inputs.get(), each);
    }

    /** As {@link #forEachHour}, for somebody else who goes through hours at the same time. */
    public HourlyStates rebuiltHours() {
        return new HourlyStates() {
            @Override
            public void forEach(Instant from, Instant to, Consumer<YearState> each) {
                rebuiltSweep.forEach(from, to, inputs.get(), each);
            }

            @Override
            public void done() {
                rebuiltSweep.forget();
            }
        };
    }

    /** Hears from which instant on hours that ended changed afterwards; must not block. */
    public void onPastChange(Consumer<Instant> listener) {
        listeners.add(listener);
    }

    /** Hours that ended changed, from this instant on. */
    void pastChanged(Instant from) {
        sweep.pastChanged();
        rebuiltSweep.pastChanged();
        listeners.forEach(listener -> listener.accept(from));
    }

    /** The hours of the sensors; see {@link SensorHours}. Blocks. */
    public SensorHours sensorHours(String name, String target) {
        return new SensorHours(readings, this::register, name, target, clock);
    }

    /** The readings of the registered sensors as they arrive; see {@link ArrivedReadings}. Blocks. */
    public ArrivedReadings arrivedReadings(String name, String target) {
        return new ArrivedReadings(readings, this::register, name, target, clock);
    }

    private Register register() {
        return inputs.get().register();
    }

    /** Nobody copies hours or readings of sensors under this name for the time being. Blocks. */
    public void forget(String name) {
        SensorHours.forget(readings.archive(), name);
    }

    /** Keeps a point that a copy refused as a dead letter. Blocks. */
    public void refused(String target, String line, String why) {
        deadLetters.refused(target, line, why);
    }

    /** Who tries such points again when they are replayed, and answers whether that can be. */
    public void onReplayOfPoints(Predicate<String> again) {
        deadLetters.onReplayOfPoints(again);
    }
}
