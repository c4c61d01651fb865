package org.citygauge.gateway.decode.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.citygauge.aggregator.engine.Decoded.Good;
import org.citygauge.aggregator.engine.Decoded.Outcome;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.gateway.decode.json.JsonMapping.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Reads what nearly all devices send, flat objects of plain numbers and texts in which nothing is wrong, straight from the bytes.
 * Whatever it does not take is left to {@link ElementReader}, which takes everything and says what is wrong: what both take they
 * read alike. Safe for use by many threads.
 */
final class FlatReader {
    private final FlatFields fields;

    private FlatReader(FlatFields fields) {
        this.fields = fields;
    }

    /** A reader for mappings that look no deeper than the members of an object; empty for others. */
    static Optional<FlatReader> of(JsonMapping mapping) {
        if (mapping.each().isPresent() || mapping.values().size() != 1) {
            return Optional.empty();
        }
        JsonMapping.Value value = mapping.values().getFirst();
        Optional<String> sensor =
                mapping.sensor() instanceof SensorId.Pointer(var pointer) ? Optional.of(pointer) : Optional.empty();
        List<Pointer> pointers = Stream.of(
                        Optional.of(value.value()),
                        mapping.time(),
                        value.unitAt(),
                        mapping.id(),
                        mapping.revision(),
                        sensor,
                        value.quantityAt())
                .flatMap(Optional::stream)
                .map(Pointer::parse)
                .toList();
        Set<Pointer> different = new HashSet<>(pointers);
        return different.size() == pointers.size() && pointers.stream().allMatch(Pointer::isMember)
                ? Optional.of(new FlatReader(new FlatFields(mapping)))
                : Optional.empty();
    }

    /** The readings of an object or an array of objects; null if anything in it is not plain. */
    @Nullable
    List<Outcome> read(Entry entry) {
        var cursor = new FlatCursor(entry.message().payload());
        List<Outcome> outcomes = cursor.isAt('[') ? elements(cursor, entry) : single(cursor, entry);
        return outcomes != null && cursor.isAtEnd() ? outcomes : null;
    }

    /** The readings of objects that follow one another; null if anything in them is not plain. */
    @Nullable
    List<Outcome> readLines(Entry entry) {
        var cursor = new FlatCursor(entry.message().payload());
        var outcomes = new ArrayList<Outcome>();
        do {
            Good reading = fields.read(cursor, entry);
            if (reading == null) {
                return null;
            }
            outcomes.add(reading);
        } while (!cursor.isAtEnd());
        return outcomes;
    }

    private @Nullable List<Outcome> single(FlatCursor cursor, Entry entry) {
        Good reading = fields.read(cursor, entry);
        return reading == null ? null : List.of(reading);
    }

    private @Nullable List<Outcome> elements(FlatCursor cursor, Entry entry) {
        cursor.take('[');
        var outcomes = new ArrayList<Outcome>();
        do {
            Good reading = fields.read(cursor, entry);
            if (reading == null) {
                return null;
            }
            outcomes.add(reading);
        } while (cursor.take(','));
        return cursor.take(']') ? outcomes : null;
    }
}
