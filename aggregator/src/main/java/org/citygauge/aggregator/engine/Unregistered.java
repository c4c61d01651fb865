package org.citygauge.aggregator.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.Series;
import org.citygauge.aggregator.reading.SeriesKey;

/**
 * The sensors and quantities that sent readings without being registered, and how many of them are kept: whoever makes up names must
 * not fill our memory. Belongs to the engine's thread; any thread may look at the counts.
 */
public final class Unregistered {
    /** Quantities of one sensor that the register does not know; finding a series goes through those of its sensor. */
    static final int QUANTITIES_A_SENSOR = 64;

    private final ReadingStore store;
    private final int most;
    private final Set<String> sensors = new HashSet<>();
    private Predicate<String> isSensor = sensor -> false;
    private Predicate<SeriesKey> isSeries = key -> false;
    private int further;
    private volatile int sensorCount;
    private volatile int furtherCount;

    /** @param most sensors, and besides the first of each sensor so many quantities of all of them together */
    Unregistered(ReadingStore store, int most) {
        this.store = store;
        this.most = most;
    }

    void register(Predicate<String> isRegistered, Predicate<SeriesKey> isRegisteredQuantity) {
        isSensor = isRegistered;
        isSeries = isRegisteredQuantity;
        sensors.clear();
        further = 0;
        for (String sensor : store.sensors()) {
            if (!isSensor.test(sensor)) {
                sensors.add(sensor);
            }
            List<Series> its = store.ofSensor(sensor);
            further += its.size() == 1 ? 0 : (int) Math.max(0, unknown(its) - 1);
        }
        sensorCount = sensors.size();
        furtherCount = further;
    }

    private long unknown(List<Series> its) {
        return its.stream().filter(series -> !isSeries.test(series.key())).count();
    }

    /** Why a series that is not there yet must not be begun; where it may, it counts from now on. */
    Optional<String> refuse(SeriesKey key) {
        List<Series> its = store.ofSensor(key.sensor());
        return its.isEmpty() ? refuseSensor(key.sensor()) : refuseQuantity(key, unknown(its));
    }

    private Optional<String> refuseSensor(String sensor) {
        if (isSensor.test(sensor) || sensors.contains(sensor)) {
            return Optional.empty();
        }
        if (sensors.size() >= most) {
            return Optional.of("sensor \"" + sensor + "\" is not registered, and " + sensors.size()
                    + " unregistered ones are kept already");
        }
        sensors.add(sensor);
        sensorCount = sensors.size();
        return Optional.empty();
    }

    private Optional<String> refuseQuantity(SeriesKey key, long unknown) {
        if (unknown == 0 || isSeries.test(key)) {
            return Optional.empty();
        }
        String what = "quantity \"" + key.quantity() + "\" of sensor \"" + key.sensor() + "\" is not registered, and ";
        if (unknown >= QUANTITIES_A_SENSOR) {
            return Optional.of(what + unknown + " unregistered ones of this sensor are kept already");
        }
        if (further >= most) {
            return Optional.of(what + further + " unregistered ones are kept already");
        }
        further++;
        furtherCount = further;
        return Optional.empty();
    }

    /** How many sensors are kept that the register does not know. */
    public int sensors() {
        return sensorCount;
    }

    /** How many quantities are kept that the register does not know, besides the first of each sensor. */
    public int furtherQuantities() {
        return furtherCount;
    }

    /** How many of either may be kept. */
    public int most() {
        return most;
    }
}
