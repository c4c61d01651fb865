package org.citygauge.aggregator.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.citygauge.aggregator.archive.Generations;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.evaluation.SensorReadings;
import org.citygauge.aggregator.hour.HourReading;
import org.citygauge.aggregator.reading.MicroTime;
import org.citygauge.aggregator.register.Asset;
import org.citygauge.aggregator.register.Register;
import org.citygauge.aggregator.register.Sensor;

/** Sensors and assets as they are at one instant, registered or only heard of. */
final class SensorList {
    private final ReadingStore store;
    private final Register register;
    private final SensorReadings readings;
    private final int liveFactor;
    private final Instant now;
    private final long nowMicros;

    SensorList(ReadingStore store, Register register, int liveFactor, Instant now) {
        this.store = store;
        this.register = register;
        this.readings = new SensorReadings(store, register, () -> Generations.ALL);
        this.liveFactor = liveFactor;
        this.now = now;
        this.nowMicros = MicroTime.of(now);
    }

    Page<SensorStatus> page(Optional<SensorStatus.State> state, int limit, Optional<String> after) {
        var items = new ArrayList<SensorStatus>();
        List<String> ids = Stream.concat(register.sensors().stream().map(Sensor::id), store.sensors().stream())
                .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
                .distinct()
                .sorted()
                .toList();
        for (String id : ids) {
            if (items.size() >= limit) {
                return new Page<>(items, Optional.of(items.getLast().id()));
            }
            of(id).stream()
                    .filter(status -> state.isEmpty() || status.state() == state.get())
                    .forEach(items::add);
        }
        return new Page<>(items, Optional.empty());
    }

    /** Every row and quantity known of one sensor. */
    List<SensorStatus> of(String id) {
        List<Sensor> rows = register.rowsOf(id);
        var found = new ArrayList<SensorStatus>();
        rows.stream().map(this::registered).forEach(found::add);
        store.ofSensor(id).stream()
                .filter(series ->
                        rows.stream().noneMatch(row -> readings.series(row).contains(series)))
                .map(this::unregistered)
                .forEach(found::add);
        return found;
    }

    /**
     * The state of a row.
     *
     * @param newest the time of the newest reading of its series, in microseconds, {@link Long#MIN_VALUE} for none
     */
    SensorStatus.State state(Sensor row, long newest) {
        if (newest == Long.MIN_VALUE) {
            return SensorStatus.State.NEVER;
        }
        boolean counts = newest < nowMicros && row.validity().contains(MicroTime.instant(newest));
        return counts ? state(isLive(row, newest)) : state(row, readings.lastBefore(row, nowMicros));
    }

    private SensorStatus.State state(Sensor row, Optional<HourReading> last) {
        return last.map(reading -> state(isLive(row, reading.timeMicros()))).orElse(SensorStatus.State.NEVER);
    }

    private static SensorStatus.State state(boolean isLive) {
        return isLive ? SensorStatus.State.LIVE : SensorStatus.State.SILENT;
    }

    private SensorStatus registered(Sensor row) {
        Optional<HourReading> last = readings.lastBefore(row, nowMicros);
        SensorStatus.State state = state(row, last);
        return status(
                row.id(),
                Optional.of(row.asset()),
                row.quantity(),
                Optional.of(row.unit().code()),
                Optional.of(row.kind().name().toLowerCase(Locale.ROOT)),
                last,
                row.validity().holdsUntil(now) ? received(readings.series(row)) : Optional.empty(),
                state);
    }

    private static Optional<Instant> received(List<Series> series) {
        return series.stream().flatMap(one -> one.lastReceived().stream()).max(Comparator.naturalOrder());
    }

    private boolean isLive(Sensor row, long lastMicros) {
        Duration window = row.expectedInterval().multipliedBy(liveFactor);
        return row.validity().holdsUntil(now) && MicroTime.instant(lastMicros).isAfter(now.minus(window));
    }

    private SensorStatus unregistered(Series series) {
        return status(
                series.key().sensor(),
                Optional.empty(),
                series.key().quantity(),
                Optional.empty(),
                Optional.empty(),
                store.lastBefore(series, nowMicros, Generations.ALL),
                series.lastReceived(),
                SensorStatus.State.UNREGISTERED);
    }

    private static SensorStatus status(
            String id,
            Optional<String> asset,
            String quantity,
            Optional<String> unit,
            Optional<String> kind,
            Optional<HourReading> last,
            Optional<Instant> received,
            SensorStatus.State state) {
        return new SensorStatus(
                id,
                asset,
                quantity,
                unit.or(() -> last.map(HourReading::unit).filter(sent -> !sent.isEmpty())),
                kind,
                last.map(reading -> MicroTime.instant(reading.timeMicros())),
                last.map(HourReading::value),
                received,
                state);
    }

    Page<AssetStatus> assets(Optional<String> assetClass, Optional<Boolean> live, int limit, Optional<String> after) {
        var items = new ArrayList<AssetStatus>();
        List<Asset> assets = register.assets().stream()
                .filter(asset -> assetClass.isEmpty() || asset.assetClass().equals(assetClass.get()))
                .filter(asset -> after.isEmpty() || asset.id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Asset::id))
                .toList();
        for (Asset asset : assets) {
            AssetStatus status = of(asset);
            if (live.isEmpty() || live.get() == status.live()) {
                if (items.size() >= limit) {
                    return new Page<>(items, Optional.of(items.getLast().asset().id()));
                }
                items.add(status);
            }
        }
        return new Page<>(items, Optional.empty());
    }

    private AssetStatus of(Asset asset) {
        boolean live = false;
        Optional<Instant> lastTime = Optional.empty();
        for (Sensor row : register.onAsset(asset.id())) {
            Optional<HourReading> last = readings.lastBefore(row, nowMicros);
            if (last.isPresent()) {
                live |= isLive(row, last.get().timeMicros());
                Instant time = MicroTime.instant(last.get().timeMicros());
                lastTime = lastTime.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
            }
        }
        return new AssetStatus(asset, live && asset.inService().holdsUntil(now), lastTime);
    }
}
