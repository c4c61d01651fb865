package org.citygauge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.ReadingStore;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.engine.AdmissionRules;
import org.citygauge.aggregator.engine.Decoded;
import org.citygauge.aggregator.engine.Engine;
import org.citygauge.aggregator.hour.CityHours;
import org.citygauge.aggregator.journal.Batch;
import org.citygauge.aggregator.journal.Entry;
import org.citygauge.aggregator.journal.Message;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.aggregator.reading.Reading;
import org.citygauge.benchmarks.run.Workplace;

/** A real archive in a temporary folder with an engine in front of it, which takes readings as they are, undecoded; commits as the intake does. */
final class OpenArchive implements AutoCloseable {
    static final CityHours HOURS = new CityHours(ZoneId.of("Europe/Berlin"));
    private static final Entry ANY = new Entry(new Message(Message.LISTENER, "any", new byte[0]), Long.MAX_VALUE / 4);

    private final Path folder = temporary();
    private final SqliteArchive archive = SqliteArchive.open(folder, 1 << 20);
    private final ReadingStore store;
    private final Engine engine;
    private List<Decoded.Outcome> next = List.of();
    private long taken;

    OpenArchive() {
        Archive.Opening opening = archive.opening();
        store = new ReadingStore(archive, HOURS);
        var rules = new AdmissionRules(Instant.EPOCH, Duration.ofMinutes(5), Integer.MAX_VALUE);
        engine = new Engine(archive, opening, store, entry -> new Decoded.Readings(next), rules);
        engine.register(sensor -> true);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("archive-benchmark");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ReadingStore store() {
        return store;
    }

    /** Takes them in as messages of one reading each. */
    void take(List<Reading> readings) {
        for (Reading reading : readings) {
            next = List.of(new Decoded.Good(reading));
            engine.take(new Batch(Collections.singletonList(ANY), new Position(++taken)), (entry, at, receipt) -> {});
        }
        if (engine.crowded()) {
            engine.commit(store.isMerging() || store.isWorthMerging());
        }
    }

    /** Makes everything last, in its hours. */
    void merge() {
        engine.commitAndMerge();
    }

    @Override
    public void close() {
        archive.close();
        Workplace.delete(folder);
    }
}
