package org.citygauge.aggregator.journal.sqlite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a batch.
 *
 * <p>{@code sources}: for each source its name and its number of messages. {@code body}: for each message the index of its source
 * times two, plus one if its payload was cut; the receipt time, as the difference to the message before; topic; payload; and if it
 * was cut, the length and digest of the whole. Numbers are variable-length, texts UTF-8 after their length.
 */
final class RowFormat {
    /** What a message takes besides its topic and payload: its head, the receipt time, and two lengths. */
    private static final int OVERHEAD = 8;

    private RowFormat() {}

    private static int expected(List<Entry> entries) {
        long sum = 0;
        for (Entry entry : entries) {
            sum += OVERHEAD
                    + entry.message().topic().length()
                    + (long) entry.message().payload().length;
        }
        return (int) Math.min(1 << 30, sum);
    }

    static Row encode(long last, List<Entry> entries) {
        var sources = new Sources();
        var body = new ByteSink(expected(entries));
        long receipt = 0;
        for (Entry entry : entries) {
            Message message = entry.message();
            Message.@Nullable Cut cut = message.cut();
            body.varint(sources.count(message.source()) * 2L + (cut == null ? 0 : 1));
            body.signed(entry.receiptMicros() - receipt);
            receipt = entry.receiptMicros();
            body.text(message.topic());
            body.block(message.payload());
            if (cut != null) {
                body.varint(cut.length());
                body.text(cut.sha256());
            }
        }
        var row = new Row(last, entries.size(), receipt, sources.toArray(), body.toArray(), 0);
        return new Row(last, row.count(), receipt, row.sources(), row.body(), checksum(row));
    }

    static boolean isWhole(Row row) {
        return row.checksum() == checksum(row);
    }

    /** The messages of a row; empty when it is not as it was written. */
    static Optional<List<Entry>> decode(Row row) {
        if (!isWhole(row)) {
            return Optional.empty();
        }
        List<String> sources = List.copyOf(countBySource(row.sources()).keySet());
        var body = new ByteSource(row.body());
        var entries = new ArrayList<Entry>(row.count());
        long receipt = 0;
        for (int i = 0; i < row.count(); i++) {
            long head = body.varint();
            receipt += body.signed();
            String topic = body.text();
            byte[] payload = body.block();
            Message.Cut cut = (head & 1) == 0 ? null : new Message.Cut(body.varint(), body.text());
            entries.add(new Entry(new Message(sources.get((int) (head >> 1)), topic, payload, cut), receipt));
        }
        return Optional.of(entries);
    }

    /** In the order in which the body refers to them. */
    static Map<String, Long> countBySource(byte[] sources) {
        var in = new ByteSource(sources);
        var counts = new LinkedHashMap<String, Long>();
        for (long rest = in.varint(); rest > 0; rest--) {
            counts.put(in.text(), in.varint());
        }
        return counts;
    }

    private static int checksum(Row row) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(20)
                .putLong(row.last())
                .putInt(row.count())
                .putLong(row.receiptMicros())
                .flip());
        crc.update(row.sources());
        crc.update(row.body());
        return (int) crc.getValue();
    }

    /** The sources of a batch while it is written. */
    private static final class Sources {
        private final List<String> names = new ArrayList<>();
        private long[] counts = new long[4];
        private int newest;

        /** Counts one message; the index of its source. */
        int count(String source) {
            if (names.isEmpty() || !names.get(newest).equals(source)) {
                newest = indexOf(source);
            }
            counts[newest]++;
            return newest;
        }

        private int indexOf(String source) {
            int known = names.indexOf(source);
            if (known >= 0) {
                return known;
            }
            names.add(source);
            if (names.size() > counts.length) {
                counts = java.util.Arrays.copyOf(counts, counts.length * 2);
            }
            return names.size() - 1;
        }

        byte[] toArray() {
            var sink = new ByteSink();
            sink.varint(names.size());
            for (int i = 0; i < names.size(); i++) {
                sink.text(names.get(i));
                sink.varint(counts[i]);
            }
            return sink.toArray();
        }
    }
}
