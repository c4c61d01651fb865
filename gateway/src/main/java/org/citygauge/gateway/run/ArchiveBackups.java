package org.citygauge.gateway.run;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.backup.Backups;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.ledger.Ledger;
import org.citygauge.gateway.metric.Metrics;

/** Copies of the archive of a running city, its ledger along with it. When the newest was fetched is a note in the archive itself. */
record ArchiveBackups(LiveCity city, Ledger ledger, String cityId) implements Backups.Source {
    private static final String LEDGER = "ledger/ledger.sqlite";
    private static final String NOTE = "backup fetched";

    static Backups open(LiveCity city, Ledger ledger, Configuration configuration, Metrics metrics) {
        var backups = new Backups(
                new ArchiveBackups(city, ledger, configuration.city().id()),
                configuration.data().resolve("backup"));
        metrics.gauge(
                "citygauge.backup.timestamp.seconds",
                "When the newest backup that was fetched had been made, since 1970; 0 if none ever was",
                () -> backups.lastFetched().orElse(Instant.EPOCH).toEpochMilli() / 1000.0);
        return backups;
    }

    @Override
    public long bytes() {
        return city.archiveBytes() + ledger.file().toFile().length();
    }

    @Override
    public Future<Backup> copy(Path file, Runnable between) {
        Path copy = file.resolveSibling(file.getFileName() + ".ledger");
        try {
            Files.deleteIfExists(copy);
            ledger.copyTo(copy);
        } catch (IOException | RuntimeException failed) {
            return Future.failedFuture(failed);
        }
        return city.copyArchive(file, cityId, List.of(new Attachment(LEDGER, copy)), between)
                .onComplete(done -> copy.toFile().delete());
    }

    @Override
    public Optional<Instant> lastFetched() {
        return city.note(NOTE).map(Instant::parse);
    }

    @Override
    public void fetched(Backup backup) {
        city.putNote(NOTE, backup.asOf().toString());
    }
}
