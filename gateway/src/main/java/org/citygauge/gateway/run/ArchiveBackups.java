package org.citygauge.gateway.run;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.live.LiveCity;
import org.citygauge.gateway.backup.Backups;
import org.citygauge.gateway.config.Configuration;
import org.citygauge.gateway.metric.Metrics;

/** Copies of the archive of a running city. When the newest was fetched is a note in the archive itself. */
record ArchiveBackups(LiveCity city, String cityId) implements Backups.Source {
    private static final String NOTE = "backup fetched";

    static Backups open(LiveCity city, Configuration configuration, Metrics metrics) {
        var backups = new Backups(
                new ArchiveBackups(city, configuration.city().id()),
                configuration.data().resolve("backup"));
        metrics.gauge(
                "citygauge.backup.timestamp.seconds",
                "When the newest backup that was fetched had been made, since 1970; 0 if none ever was",
                () -> backups.lastFetched().orElse(Instant.EPOCH).toEpochMilli() / 1000.0);
        return backups;
    }

    @Override
    public long bytes() {
        return city.archiveBytes();
    }

    @Override
    public Future<Backup> copy(Path file, Runnable between) {
        return city.copyArchive(file, cityId, List.of(), between);
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
