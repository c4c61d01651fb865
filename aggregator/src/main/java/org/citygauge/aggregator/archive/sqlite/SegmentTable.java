package org.citygauge.aggregator.archive.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Commit.SeriesHour;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.hour.HourSet;

/**
 * The table {@code segment}: the row of a bucket and an hour has the id {@code bucket × 2^32 + quarters of an hour since 1970}, so
 * that a bucket's hours are neighbours.
 */
final class SegmentTable {
    private static final int REMEMBERED = 512;
    private static final int ROWS_A_QUERY = 256;
    private static final int NEAR = 8;

    private final Connection writer;
    private final Connection reader;
    private final Map<Long, Segment> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Segment> eldest) {
            return size() > REMEMBERED;
        }
    };
    private boolean changed;

    SegmentTable(Connection writer, Connection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    private static long id(int series, long hour) {
        return ((long) (series / Segment.BUCKET) << 32) + Math.floorDiv(hour, CityHours.QUARTER);
    }

    private static int place(int series) {
        return series % Segment.BUCKET;
    }

    private static long hourOf(long id) {
        return (id & 0xFFFF_FFFFL) * CityHours.QUARTER;
    }

    /** Brings hours into their place; the caller commits. */
    void merge(List<SeriesHour> hours) throws SQLException {
        var bySegment = new TreeMap<Long, List<SeriesHour>>();
        hours.forEach(hour -> bySegment
                .computeIfAbsent(id(hour.series(), hour.set().hour()), id -> new ArrayList<>())
                .add(hour));
        changed = true;
        try (PreparedStatement select = writer.prepareStatement("SELECT data FROM segment WHERE id = ?");
                PreparedStatement insert =
                        writer.prepareStatement("INSERT OR REPLACE INTO segment (id, data) VALUES (?, ?)")) {
            for (Map.Entry<Long, List<SeriesHour>> entry : bySegment.entrySet()) {
                Segment segment = select(select, entry.getKey());
                entry.getValue().forEach(hour -> unite(segment, hour));
                insert.setLong(1, entry.getKey());
                insert.setBytes(2, segment.encode());
                insert.executeUpdate();
            }
        }
    }

    private static void unite(Segment segment, SeriesHour hour) {
        int place = place(hour.series());
        HourSet set = hour.set();
        HourSet whole = segment.set(place)
                .map(known -> HourSet.of(set.hour(), known).with(set))
                .orElse(set);
        segment.put(place, whole.toBytes());
    }

    private static Segment select(PreparedStatement select, long id) throws SQLException {
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Segment.decode(row.getBytes(1)) : Segment.empty();
        }
    }

    /** After a commit: what was read before may have changed. */
    void forgetRead() {
        if (changed) {
            synchronized (read) {
                read.clear();
            }
            changed = false;
        }
    }

    Optional<HourSet> hour(int series, long hour) throws SQLException {
        return segment(id(series, hour)).set(place(series)).map(bytes -> HourSet.of(hour, bytes));
    }

    private Segment segment(long id) throws SQLException {
        synchronized (read) {
            Segment known = read.get(id);
            if (known != null) {
                return known;
            }
            try (PreparedStatement select = reader.prepareStatement("SELECT data FROM segment WHERE id = ?")) {
                Segment segment = select(select, id);
                read.put(id, segment);
                return segment;
            }
        }
    }

    List<HourSet> hours(int series, long from, long to, int limit) throws SQLException {
        var found = new ArrayList<HourSet>();
        long next = id(series, from);
        long last = id(series, to);
        if (last - next <= NEAR) {
            return nearHours(series, next, last, limit);
        }
        while (found.size() < limit && next <= last) {
            List<Map.Entry<Long, byte[]>> rows = Query.list(
                    reader,
                    "SELECT id, data FROM segment WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
                    row -> Map.entry(row.getLong(1), row.getBytes(2)),
                    next,
                    last,
                    ROWS_A_QUERY);
            if (rows.isEmpty()) {
                return found;
            }
            for (Map.Entry<Long, byte[]> row : rows) {
                next = row.getKey() + 1;
                Optional<byte[]> set = Segment.decode(row.getValue()).set(place(series));
                if (set.isPresent()) {
                    found.add(HourSet.of(hourOf(row.getKey()), set.get()));
                    if (found.size() >= limit) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    /** An hour of a bucket. */
    record Row(int bucket, long hour, byte[] data) {
        void show(Collection<Integer> wanted, Archive.HourVisitor visitor) {
            Segment.decode(data).sets().forEach((place, set) -> {
                int series = bucket * Segment.BUCKET + place;
                if (wanted.contains(series)) {
                    visitor.visit(series, HourSet.of(hour, set));
                }
            });
        }
    }

    /** The buckets that series lie in, in order. */
    static SortedSet<Integer> buckets(Collection<Integer> series) {
        var buckets = new TreeSet<Integer>();
        series.forEach(id -> buckets.add(id / Segment.BUCKET));
        return buckets;
    }

    /** Some of the next hours of a bucket; empty at the end. */
    List<Row> rows(int bucket, long from, long to) throws SQLException {
        int first = bucket * Segment.BUCKET;
        return Query.list(
                reader,
                "SELECT id, data FROM segment WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
                row -> new Row(bucket, hourOf(row.getLong(1)), row.getBytes(2)),
                id(first, from),
                id(first, to),
                ROWS_A_QUERY);
    }

    /** A few hours, one by one: where many series walk through time together, they find each other's segments in memory. */
    private List<HourSet> nearHours(int series, long from, long to, int limit) throws SQLException {
        var found = new ArrayList<HourSet>();
        for (long id = from; id <= to && found.size() < limit; id++) {
            long hour = hourOf(id);
            segment(id).set(place(series)).ifPresent(bytes -> found.add(HourSet.of(hour, bytes)));
        }
        return found;
    }

    OptionalLong hourBefore(int series, long hour) throws SQLException {
        long first = id(series, 0) & ~0xFFFF_FFFFL;
        long before = id(series, hour) - 1;
        while (before >= first) {
            List<Map.Entry<Long, byte[]>> rows = Query.list(
                    reader,
                    "SELECT id, data FROM segment WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 16",
                    row -> Map.entry(row.getLong(1), row.getBytes(2)),
                    first,
                    before);
            if (rows.isEmpty()) {
                return OptionalLong.empty();
            }
            for (Map.Entry<Long, byte[]> row : rows) {
                before = row.getKey() - 1;
                if (Segment.decode(row.getValue()).set(place(series)).isPresent()) {
                    return OptionalLong.of(hourOf(row.getKey()));
                }
            }
        }
        return OptionalLong.empty();
    }
}
