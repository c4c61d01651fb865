package org.citygauge.gateway.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.journal.Position;
import org.citygauge.gateway.backup.Backups;

/** Copies of an archive that is a line of text. */
final class FakeBackups implements Backups.Source {
    static final String ARCHIVE = "all there is";

    static Backups open() {
        try {
            Path folder = Files.createTempDirectory("citygauge-backups");
            folder.toFile().deleteOnExit();
            return new Backups(new FakeBackups(), folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public long bytes() {
        return ARCHIVE.length();
    }

    @Override
    public Future<Backup> copy(Path file, Runnable between) {
        try {
            Files.writeString(file, ARCHIVE);
        } catch (IOException broken) {
            return Future.failedFuture(broken);
        }
        between.run();
        return Future.succeededFuture(new Backup("sample", SampleCity.AS_OF, Position.START, Map.of(), "00"));
    }

    @Override
    public Optional<Instant> lastFetched() {
        return Optional.empty();
    }

    @Override
    public void fetched(Backup backup) {
        // nobody asks
    }
}
