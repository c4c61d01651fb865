package org.citygauge.aggregator.live;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.citygauge.aggregator.archive.Archive;
import org.citygauge.aggregator.archive.Attachment;
import org.citygauge.aggregator.archive.Backup;
import org.citygauge.aggregator.journal.Journal;
import org.citygauge.aggregator.journal.Position;

/** The copies of the archive that are made while the city runs, one after the other, on a thread of their own. */
final class ArchiveCopies implements AutoCloseable {
    private final Archive archive;
    private final Journal journal;
    private final Intake intake;
    private final InstantSource clock;
    private final ExecutorService copies = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("citygauge-copies").factory());

    ArchiveCopies(Archive archive, Journal journal, Intake intake, InstantSource clock) {
        this.archive = archive;
        this.journal = journal;
        this.intake = intake;
        this.clock = clock;
    }

    /** See {@link LiveCity#copyArchive}. */
    Future<Backup> to(Path copy, String cityId, List<Attachment> attached, Runnable between) {
        Position acknowledged = journal.end();
        return Worker.ask(copies, () -> {
            while (intake.committed().compareTo(acknowledged) < 0) {
                intake.problem().ifPresent(problem -> {
                    throw new IllegalStateException("the archive cannot be written: " + problem);
                });
                LockSupport.parkNanos(5_000_000);
                between.run();
            }
            try {
                return archive.copyTo(copy, cityId, attached, clock, between);
            } catch (RuntimeException failed) {
                Files.deleteIfExists(copy);
                throw failed;
            }
        });
    }

    /** Waits for the copy that is under way; whoever asked for it ends it. */
    @Override
    public void close() {
        copies.close();
    }
}
