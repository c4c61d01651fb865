package org.citygauge.aggregator.archive;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.citygauge.aggregator.reading.SeriesKey;
import org.jspecify.annotations.Nullable;

/**
 * All series, found by number and by sensor; some twelve bytes for each, as there may be a million.
 *
 * <p>One thread adds; any thread may look.
 */
final class SeriesTable {
    /** The newest series of each sensor, which leads to its others; in the slot of its hash or the next that was free. */
    private volatile AtomicReferenceArray<@Nullable Series> slots = new AtomicReferenceArray<>(1024);

    private volatile @Nullable Series[] byId = new Series[256];
    private volatile int size;
    private int sensors;

    Series add(SeriesKey key) {
        String sensor = key.sensor().intern(); // the register has the same
        AtomicReferenceArray<@Nullable Series> table = roomy();
        int slot = slot(table, sensor);
        Series known = table.get(slot);
        var series = new Series(size, new SeriesKey(sensor, key.quantity().intern()), known);
        sensors += known == null ? 1 : 0;
        append(series);
        table.set(slot, series);
        return series;
    }

    /** A further generation of a series. */
    Series add(Series first, int generation) {
        var series = new Series(size, first, generation);
        append(series);
        return series;
    }

    private void append(Series series) {
        @Nullable Series[] all = byId;
        int id = series.id();
        if (id == all.length) {
            all = Arrays.copyOf(all, id + (id >> 1));
        }
        all[id] = series;
        byId = all;
        size = id + 1;
    }

    private AtomicReferenceArray<@Nullable Series> roomy() {
        AtomicReferenceArray<@Nullable Series> table = slots;
        if (sensors < table.length() / 2) {
            return table;
        }
        var wider = new AtomicReferenceArray<@Nullable Series>(table.length() * 2);
        for (int i = 0; i < table.length(); i++) {
            Series series = table.get(i);
            if (series != null) {
                wider.setPlain(slot(wider, series.sensor()), series);
            }
        }
        slots = wider;
        return wider;
    }

    /** The slot that holds the sensor, or else the free one it belongs in. */
    private static int slot(AtomicReferenceArray<@Nullable Series> table, String sensor) {
        int mask = table.length() - 1;
        int slot = (sensor.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        for (Series there = table.get(slot); there != null; there = table.get(slot)) {
            if (there.sensor().equals(sensor)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private @Nullable Series newest(String sensor) {
        AtomicReferenceArray<@Nullable Series> table = slots;
        return table.get(slot(table, sensor));
    }

    int size() {
        return size;
    }

    /** The series of an id that there is. */
    Series get(int id) {
        Series series = byId[id];
        if (series == null) {
            throw new IndexOutOfBoundsException("no series " + id);
        }
        return series;
    }

    Optional<Series> find(SeriesKey key) {
        Series series = newest(key.sensor());
        while (series != null && !series.quantity().equals(key.quantity())) {
            series = series.next();
        }
        return Optional.ofNullable(series);
    }

    List<Series> ofSensor(String sensor) {
        var found = new ArrayList<Series>(1);
        for (Series series = newest(sensor); series != null; series = series.next()) {
            found.add(series);
        }
        return found;
    }

    /** Those of later generations than 0. */
    List<Series> late() {
        return IntStream.range(0, size)
                .mapToObj(this::get)
                .filter(series -> series.generation() > 0)
                .toList();
    }

    private static boolean isFirst(Series ofSensor) {
        return ofSensor.next() == null && ofSensor.generation() == 0;
    }

    /** The ids of all sensors, each once. */
    Collection<String> sensors() {
        int known = size;
        return new AbstractCollection<>() {
            @Override
            public Iterator<String> iterator() {
                return IntStream.range(0, known)
                        .mapToObj(SeriesTable.this::get)
                        .filter(SeriesTable::isFirst)
                        .map(Series::sensor)
                        .iterator();
            }

            @Override
            public int size() {
                return (int)
                        IntStream.range(0, known).filter(id -> isFirst(get(id))).count();
            }
        };
    }
}
