package org.citygauge.gateway.backup;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.citygauge.aggregator.archive.Backup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of the archive that was asked for last. It lies in a folder of ours until it was fetched or another one is begun, and never
 * takes the last bytes of its disk. Safe for use by many threads; whatever touches files blocks.
 */
public final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    /** What must stay free, for journal and archive. */
    private static final long RESERVE = 128L << 20;

    private final Source source;
    private final Path folder;
    private volatile Optional<Instant> lastFetched;
    private volatile boolean closing;
    /** Changed under our lock; anybody may look. */
    private volatile Current current = Current.NONE;

    private record Current(String id, BackupState state) {
        static final Current NONE = new Current("", new BackupState.Failed("there is none"));
    }

    /** Where copies come from. */
    public interface Source {
        /** About how many bytes a copy takes. */
        long bytes();

        /**
         * @param between run often while it is copied; what it throws ends the copy
         * @return fails when no copy could be made, and then there is no file
         */
        Future<Backup> copy(Path file, Runnable between);

        /** When the newest copy that was fetched had been made. */
        Optional<Instant> lastFetched();

        /** Remembers that one was fetched. */
        void fetched(Backup backup);
    }

    /** @param folder for copies that wait; whatever is in it goes */
    public Backups(Source source, Path folder) {
        this.source = source;
        this.folder = folder;
        lastFetched = source.lastFetched();
        clear();
    }

    /** As {@link Source#lastFetched}. */
    public Optional<Instant> lastFetched() {
        return lastFetched;
    }

    /**
     * Begins a backup; one that waits to be fetched goes.
     *
     * @return its id
     * @throws BackupRefused if another one is being made, or there is no room
     */
    public synchronized String begin() {
        if (current.state() instanceof BackupState.Copying) {
            throw new BackupRefused(
                    BackupRefused.Reason.UNDER_WAY, "A backup is being made already; ask again when it is done.");
        }
        current = Current.NONE;
        clear();
        String begun = UUID.randomUUID().toString();
        Path file = folder.resolve("backup-" + begun + ".sqlite");
        long total = source.bytes();
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        requireRoom(total + RESERVE);
        current = new Current(begun, new BackupState.Copying(0, total));
        source.copy(file, () -> step(begun, file, total))
                .onComplete(made -> reach(begun, ready(made, file)), failure -> reach(begun, failed(failure)));
        return begun;
    }

    private void requireRoom(long bytes) {
        long free = folder.toFile().getUsableSpace(); // a FileStore would want to see /proc/mounts
        if (free < bytes) {
            throw new BackupRefused(
                    BackupRefused.Reason.NO_ROOM,
                    "The disk of " + folder + " has " + free + " bytes left; a copy needs " + bytes
                            + " there until it is fetched, some of them so that readings still find room.");
        }
    }

    private void step(String its, Path file, long total) {
        if (closing) {
            throw new CancellationException("the gateway is closing");
        }
        requireRoom(RESERVE);
        long copied = file.toFile().length();
        reach(its, new BackupState.Copying(copied, Math.max(copied, total)));
    }

    private static BackupState ready(Backup backup, Path file) {
        LOG.info("a backup as of {} waits to be fetched", backup.asOf());
        return new BackupState.Ready(backup, file, file.toFile().length());
    }

    private static BackupState failed(Throwable failure) {
        LOG.warn("a backup could not be made: {}", failure.toString());
        return new BackupState.Failed(String.valueOf(failure.getMessage()));
    }

    private synchronized void reach(String its, BackupState state) {
        if (its.equals(current.id())) {
            current = new Current(its, state);
        }
    }

    /** How far a backup is; empty when there is none of that id. Does not block. */
    public Optional<BackupState> state(String id) {
        Current now = current;
        return id.equals(now.id()) ? Optional.of(now.state()) : Optional.empty();
    }

    /** It has arrived where it was wanted, and is not kept. */
    public void fetched(String wanted) {
        Optional<Backup> backup = drop(wanted);
        backup.ifPresent(its -> {
            lastFetched = Optional.of(its.asOf());
            source.fetched(its);
        });
    }

    /** Lets a backup go that is ready; answers with it. */
    public synchronized Optional<Backup> drop(String wanted) {
        if (!wanted.equals(current.id())
                || !(current.state() instanceof BackupState.Ready(Backup backup, Path file, long bytes))) {
            return Optional.empty();
        }
        delete(file);
        current = Current.NONE;
        return Optional.of(backup);
    }

    private void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> file.getFileName().toString().matches("backup-.*\\.sqlite(\\.ledger)?"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        left.forEach(Backups::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.warn("{} cannot be deleted: {}", file, stays.toString());
        }
    }

    /** Ends what is under way; nothing stays. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            current = Current.NONE;
            clear();
        }
    }
}
