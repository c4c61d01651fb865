package org.citygauge.gateway.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.citygauge.aggregator.archive.sqlite.SqliteArchive;
import org.citygauge.aggregator.closing.Closings;
import org.citygauge.aggregator.engine.AdmissionRules;
import org.citygauge.aggregator.evaluation.ReportingCalendar;
import org.citygauge.aggregator.evaluation.YearEvaluator;
import org.citygauge.aggregator.figure.Figures;
import org.citygauge.aggregator.journal.sqlite.FolderInUse;
import org.citygauge.aggregator.journal.sqlite.Limits;
import org.citygauge.aggregator.journal.sqlite.SqliteJournal;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.decode.SourceDecoder;

/** Opens the data folder of a city: its archive, its journal, and the threads that work on them. */
final class CityStore {
    private static final long MAX_DEAD_LETTER_BYTES = 256L << 20;

    private CityStore() {}

    /** What people decided, from the ledger of the folder. */
    record Decided(Figures figures, Closings closings) {}

    /** Where the archive of a data folder is. */
    static Path archive(Path data) {
        return data.resolve("archive");
    }

    /**
     * Opens it. Blocks while files are read.
     *
     * @param decided asked once nobody else can have the folder open
     * @throws IllegalStateException if another gateway has the folder open, or it belongs to another city's clock
     */
    static LiveCity open(CityParts parts, Supplier<Decided> decided, InstantSource clock) {
        Configuration configuration = parts.configuration();
        Path data = configuration.data();
        SqliteArchive archive = SqliteArchive.open(archive(data), MAX_DEAD_LETTER_BYTES);
        Optional<SqliteJournal> opened = Optional.empty();
        try {
            SqliteJournal journal = journal(configuration, archive, clock);
            opened = Optional.of(journal);
            Decided people = decided.get();
            return LiveCity.open(new LiveCity.Parts(
                    journal,
                    archive,
                    new SourceDecoder(configuration.city().id(), configuration.sources()),
                    rules(configuration),
                    evaluator(parts),
                    configuration.liveFactor(),
                    clock,
                    parts.register(),
                    people.figures(),
                    people.closings()));
        } catch (RuntimeException failed) {
            opened.ifPresent(SqliteJournal::close);
            archive.close();
            throw failed;
        }
    }

    private static SqliteJournal journal(Configuration configuration, SqliteArchive archive, InstantSource clock) {
        Path folder = configuration.data().resolve("journal");
        Configuration.JournalLimits limits = configuration.journal();
        try {
            return SqliteJournal.open(
                    folder, Limits.of(limits.maxBytes(), limits.retention()), clock, archive.position());
        } catch (FolderInUse inUse) {
            throw new IllegalStateException(inUse.getMessage(), inUse);
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "the journal in " + folder + " cannot be opened: " + unusable.getMessage(), unusable);
        }
    }

    private static AdmissionRules rules(Configuration configuration) {
        return new AdmissionRules(
                configuration
                        .earliest()
                        .atStartOfDay(configuration.city().zone())
                        .toInstant(),
                AdmissionRules.TOLERANCE,
                configuration.maxUnregisteredSensors());
    }

    private static YearEvaluator evaluator(CityParts parts) {
        Configuration configuration = parts.configuration();
        return new YearEvaluator(
                parts.catalogue(),
                new ReportingCalendar(configuration.city().zone(), configuration.fiscalYearStart()),
                configuration.liveFactor(),
                configuration.stuckAfter());
    }
}
