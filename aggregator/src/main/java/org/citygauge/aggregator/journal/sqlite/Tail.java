package org.citygauge.aggregator.journal.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Position;

/**
 * The newest messages of the journal, in memory up to a bound, so that a reader that keeps up never touches the disk. Also where
 * readers wait for more. Safe for use by many threads.
 */
final class Tail {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final TreeMap<Long, Weighed> byLast = new TreeMap<>();
    private final long maxWeight;
    private long weight;
    private volatile long end;

    private record Weighed(Chunk chunk, long weight) {}

    /** @param end the position of the newest message there is; the tail begins after it */
    Tail(long maxWeight, long end) {
        this.maxWeight = maxWeight;
        this.end = end;
    }

    long end() {
        return end;
    }

    void add(Chunk chunk, long chunkWeight) {
        lock.lock();
        try {
            byLast.put(chunk.last(), new Weighed(chunk, chunkWeight));
            weight += chunkWeight;
            while (weight > maxWeight) {
                weight -= byLast.pollFirstEntry().getValue().weight();
            }
            end = chunk.last();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something after {@code position}; whether there is. */
    boolean await(long position, long nanos) throws InterruptedException {
        if (end > position) {
            return true;
        }
        lock.lockInterruptibly();
        try {
            long rest = nanos;
            while (end <= position && rest > 0) {
                rest = grown.awaitNanos(rest);
            }
            return end > position;
        } finally {
            lock.unlock();
        }
    }

    /** What follows {@code position}; empty when that is not in memory. */
    Optional<Batch> after(long position, int max) {
        lock.lock();
        try {
            letGo(position);
            Map.Entry<Long, Weighed> next = byLast.higherEntry(position);
            if (next == null || next.getValue().chunk().first() > position + 1) {
                return Optional.empty();
            }
            return Optional.of(batch(position, next, max));
        } finally {
            lock.unlock();
        }
    }

    /** What was read is not asked for again, or if it is, it is on disk: kept here it would only be copied about by the collector. */
    private void letGo(long position) {
        while (!byLast.isEmpty() && byLast.firstKey() <= position) {
            weight -= byLast.pollFirstEntry().getValue().weight();
        }
    }

    private Batch batch(long position, Map.Entry<Long, Weighed> start, int max) {
        List<Entry> entries = start.getValue().chunk().after(position, max);
        long last = position + entries.size();
        Map.Entry<Long, Weighed> next = byLast.higherEntry(last);
        if (next == null || entries.size() >= max) {
            return new Batch(entries, new Position(last)); // the usual case, without a copy
        }
        var joined = new ArrayList<>(entries);
        while (next != null && joined.size() < max) {
            List<Entry> more = next.getValue().chunk().after(last, max - joined.size());
            joined.addAll(more);
            last += more.size();
            next = byLast.higherEntry(last);
        }
        return new Batch(joined, new Position(last));
    }
}
